package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTests {

  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          redis,                              docker.io,          library/redis,    latest
          redis:7,                            docker.io,          library/redis,    7
          redis:7.0-alpine_1,                 docker.io,          library/redis,    7.0-alpine_1
          bitnami/kafka:3.9,                  docker.io,          bitnami/kafka,    3.9
          docker.io/redis:7,                  docker.io,          library/redis,    7
          docker.io/library/redis:7,          docker.io,          library/redis,    7
          index.docker.io/redis:7,            docker.io,          library/redis,    7
          index.docker.io/team/app,           docker.io,          team/app,         latest
          ghcr.io/team/app:1,                 ghcr.io,            team/app,         1
          quay.io/app,                        quay.io,            app,              latest
          localhost/app,                      localhost,          app,              latest
          localhost:5000/app:2,               localhost:5000,     app,              2
          registry:5000/team/app,             registry:5000,      team/app,         latest
          Registry/team/app,                  Registry,           team/app,         latest
          10.0.0.7:80/a/b/c/d:x,              10.0.0.7:80,        a/b/c/d,          x
          registry:5000,                      docker.io,          library/registry, 5000
          my-team/my.app__x:1,                docker.io,          my-team/my.app__x, 1
          [::1]:5000/app:1,                   [::1]:5000,         app,              1
          [2001:db8::7]/team/app,             [2001:db8::7],      team/app,         latest
          """)
  void a_name_is_taken_apart(String text, String registry, String repository, String tag) {
    ImageName name = ImageName.parse(text);

    assertThat(name.registry()).isEqualTo(registry);
    assertThat(name.repository()).isEqualTo(repository);
    assertThat(name.tag()).contains(tag);
    assertThat(name.digest()).isEmpty();
    assertThat(name.isId()).isFalse();
  }

  @Test
  void a_digest_needs_no_tag_and_may_have_one() {
    ImageName bare = ImageName.parse("ghcr.io/team/app@" + DIGEST);
    assertThat(bare.tag()).isEmpty();
    assertThat(bare.digest()).contains(DIGEST);
    assertThat(bare.canonical()).isEqualTo("ghcr.io/team/app@" + DIGEST);

    ImageName both = ImageName.parse("redis:7@" + DIGEST);
    assertThat(both.tag()).contains("7");
    assertThat(both.digest()).contains(DIGEST);
    assertThat(both.canonical()).isEqualTo("docker.io/library/redis:7@" + DIGEST);
    assertThat(both.familiar()).isEqualTo("redis:7@" + DIGEST);
  }

  @Test
  void an_image_id_is_no_name_of_a_registry() {
    ImageName id = ImageName.parse(DIGEST);

    assertThat(id.isId()).isTrue();
    assertThat(id.registry()).isEmpty();
    assertThat(id.repository()).isEmpty();
    assertThat(id.tag()).isEmpty();
    assertThat(id.canonical()).isEqualTo(DIGEST);
    assertThat(id.familiar()).isEqualTo(DIGEST);
    assertThat(ImageName.parse("redis").isId()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          redis,                     docker.io/library/redis:latest,  redis:latest
          docker.io/library/redis:7, docker.io/library/redis:7,       redis:7
          team/app:1,                docker.io/team/app:1,            team/app:1
          index.docker.io/team/app,  docker.io/team/app:latest,       team/app:latest
          ghcr.io/library/app:1,     ghcr.io/library/app:1,           ghcr.io/library/app:1
          localhost:5000/app,        localhost:5000/app:latest,       localhost:5000/app:latest
          """)
  void a_name_has_a_full_and_a_short_form(String text, String canonical, String familiar) {
    ImageName name = ImageName.parse(text);

    assertThat(name.canonical()).isEqualTo(canonical);
    assertThat(name.familiar()).isEqualTo(familiar);
    assertThat(name).hasToString(familiar);
    assertThat(name.describe()).isEqualTo(familiar);
    assertThat(ImageName.parse(canonical)).isEqualTo(name);
    assertThat(ImageName.parse(familiar)).isEqualTo(name);
  }

  @Test
  void names_of_the_same_image_are_equal() {
    ImageName name = ImageName.parse("redis:7");

    assertThat(name)
        .isEqualTo(ImageName.parse("docker.io/library/redis:7"))
        .hasSameHashCodeAs(ImageName.parse("index.docker.io/redis:7"))
        .isNotEqualTo(ImageName.parse("redis"))
        .isNotEqualTo(ImageName.parse("redis:7@" + DIGEST))
        .isNotEqualTo(ImageName.parse("ghcr.io/library/redis:7"))
        .isNotEqualTo("redis:7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "redis ",
        " redis",
        "Redis",
        "team/App",
        "redis:",
        "redis:7:8",
        ":7",
        "/redis",
        "redis/",
        "team//app",
        "-redis",
        "redis-",
        "re..dis",
        "re___dis",
        "redis:-7",
        "redis:.7",
        "redis@",
        "redis@sha256:abc",
        "redis@sha256",
        "redis:7@md5",
        "http://registry/app",
        "https://registry:5000/app:1",
        "redis:7\n",
        "redis\n:7",
        "regis try/app",
        "registry.example:port/app",
        "-registry.example/app",
        "registry..example/app",
        "registry.example/",
        "localhost:5000/",
        "docker.io/"
      })
  void what_is_no_name_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageName.parse(text))
        .withMessageContaining("\"" + text.replace("\n", "\\n") + "\" is no image name")
        .withMessageEndingWith(".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis:-7                        | its tag "-7" is none
          redis:                          | its tag "" is none
          :7                              | there is nothing before its tag
          redis@sha256:abc                | its digest "sha256:abc" is none
          redis@sha256:0123456789abcdef0123456789abcdef | sha256: and 64 hexadecimal digits
          redis:7@                        | its digest "" is none
          https://registry:5000/app:1     | it begins with https://
          re dis                          | its repository "re dis" has a blank
          redis:7 8                       | character 8 is a blank
          registry.example:port/app       | the port "port" of its registry is no number
          -registry.example/app           | its registry "-registry.example" is none
          team//app                       | a part between slashes is empty
          redis:7:8                       | it has two tags
          team/my..app                    | its repository "team/my..app" is none
          team/App:1                      | its repository "team/App" is none, which is lower-case
          """)
  void the_part_that_is_wrong_is_named(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageName.parse(text))
        .withMessageContaining(reason);
  }

  @Test
  void a_tag_has_at_most_128_characters_and_a_repository_255() {
    assertThat(ImageName.parse("a:" + "t".repeat(128)).tag().orElseThrow()).hasSize(128);
    assertThatIllegalArgumentException().isThrownBy(() -> ImageName.parse("a:" + "t".repeat(129)));

    assertThat(ImageName.parse("x/" + "r".repeat(253)).repository()).hasSize(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageName.parse("x/" + "r".repeat(254)))
        .withMessageContaining("255");
  }

  @Test
  void a_long_text_that_is_no_name_is_refused_quickly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageName.parse("a-".repeat(20_000) + "!"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageName.parse("a".repeat(20_000) + "/" + "b.".repeat(20_000)));
  }

  @Test
  void upper_case_is_explained() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageName.parse("Postgres:15"))
        .withMessageContaining("lower-case");
  }

  @Test
  void sixty_four_hexadecimal_digits_are_an_id_and_no_repository() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageName.parse("0123456789abcdef".repeat(4)))
        .withMessageContaining("sha256:");
  }
}
