package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which of an engine's images may be meant by a name that none of them has. */
class LikenessTests {

  private static List<String> like(String wanted, String... names) {
    return Likeness.images(ImageName.parse(wanted), Stream.of(names));
  }

  @Test
  void other_tags_of_the_same_repository_are() {
    assertThat(like("postgres:51", "postgres:15", "postgres:16", "redis:7.0"))
        .containsExactly("postgres:15", "postgres:16");
  }

  @Test
  void a_repository_that_differs_by_a_letter_or_two_is() {
    assertThat(like("postgre:15", "postgres:15", "busybox:1.35")).containsExactly("postgres:15");
    assertThat(like("apache/kafak:4.1.0", "apache/kafka:4.1.0"))
        .containsExactly("apache/kafka:4.1.0");
  }

  @Test
  void a_short_name_is_like_few() {
    assertThat(like("app:1", "apk:1", "web:1")).isEmpty();
  }

  @Test
  void a_registrys_port_is_no_tag_and_names_of_nothing_are_none() {
    assertThat(like("localhost:5000/shop:2", "localhost:5000/shop:1", "<none>:<none>"))
        .containsExactly("localhost:5000/shop:1");
    assertThat(like("shop:2", "localhost:5000/shop:1")).isEmpty();
  }

  @Test
  void the_full_names_of_podman_are_told_in_their_short_form() {
    assertThat(like("postgres:51", "docker.io/library/postgres:15")).containsExactly("postgres:15");
  }

  @Test
  void podmans_own_images_are_like_what_has_their_name() {
    assertThat(like("postgres:51", "localhost/postgres:15"))
        .containsExactly("localhost/postgres:15");
  }

  @Test
  void no_more_than_five_are_told() {
    assertThat(like("a/web:0", "a/web:1", "a/web:2", "a/web:3", "a/web:4", "a/web:5", "a/web:6"))
        .hasSize(5);
  }
}
