package dev.mayfly.rewrite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openrewrite.ExecutionContext;
import org.openrewrite.xml.XmlVisitor;
import org.openrewrite.xml.tree.Content;
import org.openrewrite.xml.tree.Xml;

/**
 * Puts our artifacts into a POM, in the place of theirs or beside them. Where versions are written
 * they are written, and where they are managed so are ours: by our BOM, where there are several.
 */
final class PomMover extends XmlVisitor<ExecutionContext> {

  private final Builds builds;
  private final Path path;
  private final boolean versionsAreManaged;
  private final Set<String> unversioned = new HashSet<>();
  private boolean importsBom;

  /**
   * For one POM.
   *
   * @param versionsAreManaged whether it, or a POM above it, imports Testcontainers' BOM
   */
  PomMover(Builds builds, Path path, boolean versionsAreManaged) {
    this.builds = builds;
    this.path = path;
    this.versionsAreManaged = versionsAreManaged;
  }

  @Override
  public Xml visitDocument(Xml.Document document, ExecutionContext context) {
    importsBom = false;
    unversioned.clear();
    Xml.Document moved = (Xml.Document) super.visitDocument(document, context);
    if (unversioned.size() < 2) {
      return moved;
    }
    importsBom = true;
    moved = (Xml.Document) super.visitDocument(document, context);
    return moved.withRoot(ManagedVersions.importing(moved.getRoot(), builds.version()));
  }

  @Override
  public Xml visitTag(Xml.Tag tag, ExecutionContext context) {
    Xml.Tag visited = (Xml.Tag) super.visitTag(tag, context);
    if (!tag.getName().equals("dependencies") || visited.getContent() == null) {
      return visited;
    }
    Xml.Tag parent = getCursor().getParentOrThrow().firstEnclosing(Xml.Tag.class);
    if (parent != null && parent.getName().equals("plugin")) {
      return visited;
    }
    Set<String> there = new HashSet<>();
    visited.getChildren("dependency").stream()
        .filter(one -> is(one, Artifacts.OURS))
        .forEach(one -> there.add(artifact(one)));
    boolean manages = parent != null && parent.getName().equals("dependencyManagement");
    List<Content> content = new ArrayList<>();
    for (Content one : visited.getContent()) {
      content.addAll(
          one instanceof Xml.Tag dependency && isTheirs(dependency)
              ? inPlace(dependency, there, manages)
              : List.of(one));
    }
    if (content.equals(visited.getContent())) {
      return visited;
    }
    return visited.withContent(manages ? content : completed(content, visited, there));
  }

  private List<Content> inPlace(Xml.Tag dependency, Set<String> there, boolean manages) {
    List<Content> all = new ArrayList<>();
    Optional<String> ours = Artifacts.ours(artifact(dependency));
    boolean stays =
        ours.isEmpty() || builds.needs(path, artifact(dependency), isPassedOn(dependency));
    if (stays) {
      all.add(dependency);
    }
    ours.filter(there::add).ifPresent(name -> all.add(named(dependency, name, manages)));
    if (stays && !manages && is(dependency, Artifacts.GROUP) && there.add(Artifacts.BRIDGE)) {
      all.add(named(dependency, Artifacts.BRIDGE, false));
    }
    return all;
  }

  /** With what stands for none of theirs. */
  private List<Content> completed(List<Content> content, Xml.Tag before, Set<String> there) {
    List<Content> all = new ArrayList<>(content);
    Xml.Tag like =
        before.getChildren("dependency").stream()
            .filter(PomMover::isTheirs)
            .findFirst()
            .orElseThrow();
    builds.added(path).stream()
        .filter(there::add)
        .forEach(artifact -> all.add(named(like, artifact, false)));
    return all;
  }

  private Xml.Tag named(Xml.Tag dependency, String artifact, boolean manages) {
    Xml.Tag named =
        dependency
            .withId(org.openrewrite.Tree.randomId())
            .withChildValue("groupId", Artifacts.OURS)
            .withChildValue("artifactId", artifact);
    if (dependency.getChild("version").isPresent()) {
      return named.withChildValue("version", builds.version());
    }
    if (versionsAreManaged || manages) {
      return named;
    }
    unversioned.add(artifact);
    return importsBom ? named : ManagedVersions.versioned(named, builds.version());
  }

  /** Whether those that depend on the POM's artifact, or import it, get it too. */
  private static boolean isPassedOn(Xml.Tag dependency) {
    return dependency
        .getChildValue("scope")
        .filter(List.of("test", "provided")::contains)
        .isEmpty();
  }

  private static boolean isTheirs(Xml.Tag dependency) {
    return is(dependency, Artifacts.GROUP) || artifact(dependency).equals(Artifacts.SPRING);
  }

  private static boolean is(Xml.Tag dependency, String group) {
    return dependency.getChildValue("groupId").filter(group::equals).isPresent();
  }

  private static String artifact(Xml.Tag dependency) {
    return dependency.getChildValue("artifactId").orElse("");
  }
}
