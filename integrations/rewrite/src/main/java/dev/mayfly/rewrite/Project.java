package dev.mayfly.rewrite;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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

  private final String version;
  private final Sources sources = new Sources();
  private final Map<String, String> texts = new LinkedHashMap<>();
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
    if (source instanceof J.CompilationUnit unit) {
      String text = unit.printAll();
      if (text.contains(Theirs.PACKAGE)) {
        sources.uses(unit);
      }
      sources.urls().look(unit, text);
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
    sources.urls().look(path, text);
    boolean isBuild = isPom || isScript(path);
    if (!isBuild && text.contains(Theirs.PACKAGE)) {
      texts.put(path, text);
    }
  }

  /** The files of other languages that name Testcontainers. */
  List<String> otherLanguages() {
    return texts.keySet().stream().filter(OtherLanguages::isOne).toList();
  }

  /** The file afterwards, the same object if nothing changes. */
  @Nullable Tree moved(SourceFile source, ExecutionContext context) {
    Plan all = plan();
    Path path = source.getSourcePath();
    if (source instanceof J.CompilationUnit) {
      boolean concerned = sources.units().containsKey(path.toString());
      J.CompilationUnit moved =
          (J.CompilationUnit) (concerned ? new Mover(all).visitNonNull(source, context) : source);
      return sources.urls().moved(moved);
    }
    if (SettingsMover.isFor(path.toString())) {
      return withText(source, text -> sources.urls().moved(path.toString(), text));
    }
    Builds builds =
        new Builds(
            version, all.remains(), all.springRemains(), all.composed(), sources.urls().moved());
    if (source instanceof Xml.Document && path.endsWith("pom.xml")) {
      return new PomMover(builds, path, sources.hasBom(path)).visit(source, context);
    }
    return isScript(path.toString())
        ? withText(source, text -> new GradleMover(builds, path).moved(text))
        : source;
  }

  private Plan plan() {
    Plan made = plan;
    if (made == null) {
      sources.urls().staying().forEach(sources::elsewhere);
      texts.forEach(
          (path, text) -> {
            if (sources.urls().moved(path, text).contains(Theirs.PACKAGE)) {
              sources.elsewhere(path);
            }
          });
      made = new Plan(sources);
      Judge judge = new Judge(sources, made);
      List.copyOf(sources.subjects().values()).forEach(judge::judge);
      made.settle();
      plan = made;
    }
    return made;
  }

  private static boolean isScript(String path) {
    return path.matches(".*\\.gradle(\\.kts)?");
  }

  private static SourceFile withText(SourceFile source, UnaryOperator<String> change) {
    String text = isText(source) ? source.printAll() : "";
    String moved = change.apply(text);
    return moved.equals(text) ? source : PlainTextParser.convert(source).withText(moved);
  }
}
