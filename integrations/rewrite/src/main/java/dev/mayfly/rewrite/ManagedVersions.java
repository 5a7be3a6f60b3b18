package dev.mayfly.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.openrewrite.xml.tree.Content;
import org.openrewrite.xml.tree.Xml;

/** Says which version our artifacts have where a POM says none of theirs. */
final class ManagedVersions {

  private static final String DEPENDENCIES = "dependencies";
  private static final String MANAGEMENT = "dependencyManagement";

  private ManagedVersions() {}

  /** A dependency with a version, on a line of its own. */
  static Xml.Tag versioned(Xml.Tag dependency, String version) {
    List<Content> content = new ArrayList<>();
    for (Content one : content(dependency)) {
      content.add(one);
      if (one instanceof Xml.Tag tag && tag.getName().equals("artifactId")) {
        content.add(
            Xml.Tag.build("<version>" + version + "</version>").withPrefix(tag.getPrefix()));
      }
    }
    return dependency.withContent(content);
  }

  /** A project whose dependencies have the versions of our BOM. */
  static Xml.Tag importing(Xml.Tag project, String version) {
    Optional<Xml.Tag> management = project.getChild(MANAGEMENT);
    Xml.Tag first = project.getChildren().get(0);
    String unit = first.getPrefix().replaceFirst("(?s).*\n", "");
    if (management.isEmpty()) {
      String text = inside(MANAGEMENT, 1, unit, inside(DEPENDENCIES, 2, unit, bom(version, unit)));
      Xml.Tag made = Xml.Tag.build(text).withPrefix("\n" + unit);
      List<Content> content = new ArrayList<>(content(project));
      content.add(place(content), made);
      return project.withContent(content);
    }
    Optional<Xml.Tag> managed = management.get().getChild(DEPENDENCIES);
    Xml.Tag all =
        managed.orElseGet(
            () ->
                Xml.Tag.build(inside(DEPENDENCIES, 2, unit, "")).withPrefix("\n" + unit.repeat(2)));
    List<Content> more = new ArrayList<>(content(all));
    more.add(Xml.Tag.build(bom(version, unit)).withPrefix("\n" + unit.repeat(3)));
    Xml.Tag imports = all.withContent(more);
    List<Content> changed = new ArrayList<>(content(management.get()));
    changed.removeIf(one -> one == all);
    changed.add(imports);
    Xml.Tag complete = management.get().withContent(changed);
    return project.withContent(
        content(project).stream().map(one -> one == management.get() ? complete : one).toList());
  }

  /** Before the dependencies, where there are some, as people write it. */
  private static int place(List<Content> content) {
    for (int i = 0; i < content.size(); i++) {
      if (content.get(i) instanceof Xml.Tag tag && tag.getName().equals(DEPENDENCIES)) {
        return i;
      }
    }
    return content.size();
  }

  private static String bom(String version, String unit) {
    String line = "\n" + unit.repeat(4);
    return "<dependency>"
        + line
        + "<groupId>"
        + Artifacts.OURS
        + "</groupId>"
        + line
        + "<artifactId>"
        + Artifacts.BOM
        + "</artifactId>"
        + line
        + "<version>"
        + version
        + "</version>"
        + line
        + "<type>pom</type>"
        + line
        + "<scope>import</scope>\n"
        + unit.repeat(3)
        + "</dependency>";
  }

  /** A tag at a depth, with what is within on a line of its own. */
  private static String inside(String tag, int depth, String unit, String within) {
    String inner = within.isEmpty() ? "" : "\n" + unit.repeat(depth + 1) + within;
    return "<" + tag + ">" + inner + "\n" + unit.repeat(depth) + "</" + tag + ">";
  }

  private static List<? extends Content> content(Xml.Tag tag) {
    return Objects.requireNonNullElse(tag.getContent(), List.of());
  }
}
