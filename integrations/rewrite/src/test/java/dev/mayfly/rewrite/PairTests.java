package dev.mayfly.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openrewrite.java.Assertions.java;
import static org.openrewrite.test.SourceSpecs.text;
import static org.openrewrite.xml.Assertions.xml;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openrewrite.java.JavaParser;
import org.openrewrite.test.RewriteTest;
import org.openrewrite.test.SourceSpecs;
import org.openrewrite.test.TypeValidation;

/** What becomes of projects, which a second run leaves alone, and that it compiles. */
class PairTests implements RewriteTest {

  static List<Pair> pairs() throws IOException {
    return Pair.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void each_project_becomes_another_one(Pair pair) throws IOException {
    JavaParser.Builder<?, ?> parser =
        JavaParser.fromJavaVersion().classpath(Jars.ofTheirs(pair.line()));
    SourceSpecs[] sources =
        pair.before().keySet().stream().map(path -> source(pair, path)).toArray(SourceSpecs[]::new);

    rewriteRun(
        spec ->
            spec.recipe(new MoveContainers("0.1.0"))
                .parser(parser)
                .afterTypeValidationOptions(TypeValidation.none()),
        sources);
  }

  @Test
  void files_of_other_languages_are_told_in_a_table_of_the_results() {
    rewriteRun(
        spec ->
            spec.recipe(new MoveContainers("0.1.0"))
                .dataTable(
                    OtherLanguages.Row.class,
                    rows ->
                        assertThat(rows)
                            .extracting(OtherLanguages.Row::file)
                            .containsExactly("OrderTests.kt")),
        text("import org.testcontainers.containers.GenericContainer", s -> s.path("OrderTests.kt")),
        text("class StockTests", s -> s.path("StockTests.kt")));
  }

  private static SourceSpecs source(Pair pair, String path) {
    String before = pair.before().get(path);
    String after = pair.after().get(path);
    if (path.endsWith(".java")) {
      return after == null
          ? java(before, spec -> spec.path(path))
          : java(before, after, spec -> spec.path(path));
    }
    if (path.endsWith(".xml")) {
      return after == null
          ? xml(before, spec -> spec.path(path))
          : xml(before, after, spec -> spec.path(path));
    }
    return after == null
        ? text(before, spec -> spec.path(path))
        : text(before, after, spec -> spec.path(path));
  }

  static List<Pair> pairsInJava() throws IOException {
    return Pair.all().stream()
        .filter(pair -> pair.before().keySet().stream().anyMatch(path -> path.endsWith(".java")))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairsInJava")
  void each_outcome_compiles(Pair pair, @TempDir Path folder) throws IOException {
    assertThat(Javac.errors(pair.outcome(), Jars.ofBoth(pair.line()), folder)).isEmpty();
  }
}
