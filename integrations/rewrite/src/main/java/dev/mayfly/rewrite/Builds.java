package dev.mayfly.rewrite;

import java.nio.file.Path;
import java.util.Collection;

/**
 * What the dependencies of a build have to be, after its sources were moved.
 *
 * @param version of Mayfly
 * @param remains the sources that name Testcontainers still
 * @param springRemains those that name Spring's support for it still
 */
record Builds(String version, Collection<String> remains, Collection<String> springRemains) {

  /**
   * Whether a dependency is needed still by the sources at or below a build file, or, if others
   * that depend on it get it too, by any.
   */
  boolean needs(Path build, String artifact, boolean passedOn) {
    Path folder = build.getParent();
    Collection<String> sources = artifact.equals(Artifacts.SPRING) ? springRemains : remains;
    return sources.stream()
        .anyMatch(one -> passedOn || folder == null || Path.of(one).startsWith(folder));
  }
}
