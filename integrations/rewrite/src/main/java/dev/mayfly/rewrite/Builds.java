package dev.mayfly.rewrite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the dependencies of a build have to be, after its sources were moved.
 *
 * @param version of Mayfly
 * @param remains the sources that name Testcontainers still
 * @param springRemains those that name Spring's support for it still
 * @param composed those that start a Compose file's services by Mayfly
 * @param connected those, and settings, that have URLs of Mayfly's, which need its engine
 */
record Builds(
    String version,
    Collection<String> remains,
    Collection<String> springRemains,
    Collection<String> composed,
    Collection<String> connected) {

  /**
   * Whether a dependency is needed still by the sources at or below a build file, or, if others
   * that depend on it get it too, by any.
   */
  boolean needs(Path build, String artifact, boolean passedOn) {
    Collection<String> sources = artifact.equals(Artifacts.SPRING) ? springRemains : remains;
    return passedOn ? !sources.isEmpty() : areBelow(build, sources);
  }

  /** Ours that the sources at or below a build file need, and that stand for none of theirs. */
  List<String> added(Path build) {
    List<String> artifacts = new ArrayList<>();
    if (areBelow(build, connected)) {
      artifacts.add(Artifacts.JUNIT);
    }
    if (areBelow(build, composed)) {
      artifacts.add(Artifacts.COMPOSE);
    }
    return artifacts;
  }

  private static boolean areBelow(Path build, Collection<String> sources) {
    Path folder = build.getParent();
    return sources.stream().anyMatch(one -> folder == null || Path.of(one).startsWith(folder));
  }
}
