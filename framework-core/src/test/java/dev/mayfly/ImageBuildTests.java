package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is said of an image that is to be built. */
class ImageBuildTests {

  private static final ImageBuild BUILD = ImageBuild.of(Path.of("src"));

  @Test
  void equal_options_are_equal_builds_in_whichever_order() {
    assertThat(BUILD.argument("A", "1").argument("B", "2").kept())
        .isEqualTo(BUILD.kept().argument("B", "2").argument("A", "1"))
        .isNotEqualTo(BUILD.argument("A", "1").kept());
    assertThat(BUILD.file(FileSource.text("x"), "a"))
        .isEqualTo(BUILD.file(FileSource.text("x"), "./a"))
        .isNotEqualTo(BUILD.file(FileSource.text("y"), "a"));
  }

  @Test
  void what_can_mean_nothing_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BUILD.argument("A=B", "1"))
        .withMessageContaining("it ends before the \"=\"")
        .withMessageContaining("argument(\"NAME\", \"value\")");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BUILD.argument("", "1"))
        .withMessageContaining("argument's name \"\" is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BUILD.argument("A\n", "1"))
        .withMessageContaining("holds a line end");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BUILD.argument("A", "1\0"))
        .withMessageContaining("argument \"A\" holds a NUL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BUILD.file(FileSource.text("x"), "a/../../b"))
        .withMessageContaining("may lead out of the context");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BUILD.file(FileSource.text("x"), "/"))
        .withMessageContaining("is the context itself");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BUILD.label("dev.mayfly.built", "x"))
        .withMessageContaining("Mayfly's own");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BUILD.secret("a,b", "x"))
        .withMessageContaining("holds a comma");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BUILD.cacheFrom("A B"))
        .withMessageContaining("A B");
  }

  @Test
  void it_shows_no_secret() {
    ImageBuild build =
        BUILD
            .secret("token", "tell-nobody")
            .argument("DB_PASSWORD", "nor-this-one")
            .argument("VERSION", "1")
            .target("test");

    assertThat(build.toString())
        .contains("VERSION=1", "target=test")
        .doesNotContain("tell-nobody", "nor-this-one");
    assertThat(ContainerSpec.of(build).secrets().mask("with tell-nobody")).isEqualTo("with ***");
  }

  @Test
  void it_says_where_it_is_built_from() {
    Dockerfile written = Dockerfile.from("a:1");

    assertThat(ImageBuild.of(written).describe())
        .isEqualTo("the image built from a Dockerfile in memory");
    assertThat(BUILD.dockerfile(written).describe())
        .isEqualTo(
            "the image built from a Dockerfile in memory in " + Path.of("src").toAbsolutePath());
  }
}
