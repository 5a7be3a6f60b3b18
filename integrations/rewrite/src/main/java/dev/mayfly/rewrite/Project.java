package dev.mayfly.rewrite;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openrewrite.ExecutionContext;
import org.openrewrite.SourceFile;
import org.openrewrite.Tree;
import org.openrewrite.binary.Binary;
import org.openrewrite.java.tree.J;
import org.openrewrite.quark.Quark;
import org.openrewrite.remote.Remote;
import org.openrewrite.text.PlainTextParser;
import org.openrewrite.xml.tree.Xml;

/** All files of a run: first each is looked at, then each is moved. Not thread-safe. */
final class Project {

  private static final String THEIR_URL = "jdbc:tc:";

  private final String version;
  private final Sources sources = new Sources();
  private @Nullable Plan plan;

  /**
   * A run.
   *
   * @param version of Mayfly, for builds
   */
  Project(String version) {
    this.version = version;
  }

  void look(SourceFile source) {
    String path = source.getSourcePath().toString();
    if (source instanceof J.CompilationUnit unit) {
      String text = unit.printAll();
      if (text.contains(Theirs.PACKAGE)) {
        sources.uses(unit);
      }
      if (text.contains(THEIR_URL)) {
        sources.elsewhere(path);
      }
      new Survey().visit(unit, sources);
    } else if (isText(source)) {
      lookAtText(source, source.printAll());
    }
  }

  /** A file that is neither written for people alone nor without a text. */
  private static boolean isText(SourceFile source) {
    return !(source instanceof Quark || source instanceof Binary || source instanceof Remote)
        && !source.getSourcePath().toString().matches(".*\\.(md|adoc)");
  }

  /**
   * Names of classes and URLs of JDBC may stand in settings and in other languages, and URLs in
   * builds.
   */
  private void lookAtText(SourceFile source, String text) {
    String path = source.getSourcePath().toString();
    boolean isPom = path.endsWith("pom.xml");
    if (isPom && text.contains(Artifacts.THEIR_BOM)) {
      sources.bom(source.getSourcePath());
    }
    boolean isBuild = isPom || isScript(path);
    if (text.contains(THEIR_URL) || (!isBuild && text.contains(Theirs.PACKAGE))) {
      sources.elsewhere(path);
    }
  }

  /** The file afterwards, the same object if nothing changes. */
  @Nullable Tree moved(SourceFile source, ExecutionContext context) {
    Plan all = plan();
    Path path = source.getSourcePath();
    if (source instanceof J.CompilationUnit) {
      boolean concerned = sources.units().containsKey(path.toString());
      return concerned ? new Mover(all).visit(source, context) : source;
    }
    Builds builds = new Builds(version, all.remains(), all.springRemains());
    if (source instanceof Xml.Document && path.endsWith("pom.xml")) {
      return new PomMover(builds, path, sources.hasBom(path)).visit(source, context);
    }
    return isScript(path.toString()) ? script(builds, source) : source;
  }

  private Plan plan() {
    Plan made = plan;
    if (made == null) {
      made = Plan.of(sources);
      plan = made;
    }
    return made;
  }

  private static boolean isScript(String path) {
    return path.matches(".*\\.gradle(\\.kts)?");
  }

  private static SourceFile script(Builds builds, SourceFile source) {
    String text = source.printAll();
    String moved = new GradleMover(builds, source.getSourcePath()).moved(text);
    return moved.equals(text) ? source : PlainTextParser.convert(source).withText(moved);
  }
}
