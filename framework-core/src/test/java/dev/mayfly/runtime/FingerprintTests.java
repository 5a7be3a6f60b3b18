package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.secrets.Secrets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a description that is otherwise than before. */
class FingerprintTests {

  private static final ContainerSpec APP = ContainerSpec.of("app:1");

  private static Fingerprint of(ContainerSpec spec) {
    return of(spec, Secrets.none());
  }

  private static Fingerprint of(ContainerSpec spec, Secrets known) {
    Identity identity = Identity.of(CanonicalForm.of(spec, "field T.app", new InMemoryEngine()));
    return Fingerprint.of(identity, spec, known, "salt");
  }

  private static String difference(ContainerSpec before, ContainerSpec now) {
    return of(now).differenceTo(of(before));
  }

  @Test
  void equal_descriptions_have_no_difference() {
    assertThat(difference(APP.env("A", "1").expose(80), APP.expose(80).env("A", "1"))).isEmpty();
  }

  @Test
  void what_came_and_what_went_is_named() {
    assertThat(difference(APP.env("A", "1"), APP.env("B", "1")))
        .isEqualTo("env A is gone; env B is new");
    assertThat(difference(APP, APP.label("team", "a"))).isEqualTo("label team is new");
  }

  @Test
  void an_image_of_another_name_is_told_by_both() {
    assertThat(difference(APP, ContainerSpec.of("app:2"))).isEqualTo("image was app:1, is app:2");
  }

  @Test
  void a_long_value_is_not_told() {
    assertThat(difference(APP.env("A", "x".repeat(61)), APP.env("A", "short")))
        .isEqualTo("env A has changed");
  }

  @Test
  void a_value_of_several_lines_is_not_told() {
    assertThat(difference(APP.env("A", "a\nb"), APP.env("A", "c"))).isEqualTo("env A has changed");
  }

  @Test
  void a_common_word_is_a_secret_too_where_its_name_says_so() {
    assertThat(difference(APP.env("DB_PASSWORD", "test"), APP.env("DB_PASSWORD", "postgres")))
        .isEqualTo("env DB_PASSWORD has changed");
  }

  @Test
  void a_secret_in_another_place_is_none_that_is_told() {
    ContainerSpec before = APP.command("--token", "hunter22hunter22");

    assertThat(difference(before, APP.command("--token", "hunter23hunter23")))
        .isEqualTo("command has changed");
    assertThat(of(before).parts().toString()).doesNotContain("hunter");
  }

  @Test
  void a_secret_of_another_description_is_none_that_is_told() {
    Secrets known = APP.secretEnv("PLAIN", "hunter22").secrets();
    Fingerprint before = of(APP.env("URL", "//app:hunter22@db"), known);

    assertThat(of(APP.env("URL", "//app@db"), known).differenceTo(before))
        .isEqualTo("env URL has changed");
    assertThat(before.parts().toString()).doesNotContain("hunter");
  }

  @Test
  void of_many_differences_the_first_are_told_and_the_others_counted() {
    ContainerSpec many = APP.env(Map.of("A", "1", "B", "2", "C", "3", "D", "4", "E", "5"));

    assertThat(difference(APP, many))
        .isEqualTo("env A is new; env B is new; env C is new; env D is new; and 1 more");
  }

  @Test
  void two_files_at_one_path_count_both() {
    ContainerSpec one = APP.copy(FileSource.text("a"), "/x").copy(FileSource.text("b"), "/x");

    assertThat(difference(one, APP.copy(FileSource.text("b"), "/x")))
        .isEqualTo("file /x has changed");
  }

  @Test
  void what_is_written_down_and_read_again_is_the_same() {
    StartRequest request =
        new StartRequest(APP.env("A", "1").label("a=b%", "c"), "app", "field T.app");
    Fingerprint fingerprint = of(request.spec());

    ReadyMark mark = ReadyMark.of("session", "run", "id", request, fingerprint);

    assertThat(mark.fingerprint()).isEqualTo(fingerprint);
    assertThat(mark.names()).containsExactly("app");
    assertThat(mark.and("here").and("there").without("here").places()).containsExactly("there");
  }
}
