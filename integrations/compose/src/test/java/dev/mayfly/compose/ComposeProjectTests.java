package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ready.ReadyWhen;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be said of a project before anything is read or started. */
class ComposeProjectTests {

  private static final ComposeProject PLAIN = ComposeProject.of("projects/shop/compose.yml");

  @Test
  void each_option_returns_a_copy() {
    List<ComposeProject> copies =
        List.of(
            PLAIN.profile("x"),
            PLAIN.env("TAG", "1"),
            PLAIN.envFile("x.env"),
            PLAIN.override("x.yml"),
            PLAIN.scale("web", 2),
            PLAIN.readyWhen("web", ReadyWhen.log("ready")),
            PLAIN.startTimeout(Duration.ofSeconds(1)));

    assertThat(copies)
        .extracting(copy -> copy.slot().spec())
        .doesNotHaveDuplicates()
        .doesNotContain(PLAIN.slot().spec());
  }

  @Test
  void projects_that_were_told_the_same_are_equal_by_description() {
    ComposeProject one = PLAIN.profile("x").env("A", "1").readyWhen("web", ReadyWhen.running());
    ComposeProject other =
        ComposeProject.of("projects/shop/compose.yml")
            .profile("x")
            .env("A", "1")
            .readyWhen("web", ReadyWhen.running());

    assertThat(one.slot().spec()).isEqualTo(other.slot().spec());
  }

  @Test
  void what_can_mean_nothing_is_refused_by_its_name() {
    assertThatThrownBy(() -> ComposeProject.of(" ")).hasMessageContaining("Compose file");
    assertThatThrownBy(() -> PLAIN.scale("web", 0)).hasMessage("scale of \"web\" is below 1.");
    assertThatThrownBy(() -> PLAIN.env("A=B", "c")).hasMessageContaining("A=B");
    assertThatThrownBy(() -> PLAIN.startTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PLAIN.profile("")).hasMessageContaining("profile");
  }

  @Test
  void its_words_tell_no_value_of_a_variable() {
    ComposeProject project = PLAIN.env("PASSWORD", "opensesame");

    assertThat(project.slot().spec().toString())
        .contains("compose:compose.yml", "PASSWORD")
        .doesNotContain("opensesame");
  }

  @Test
  void it_is_not_there_before_a_test_or_session_has_it() {
    assertThatThrownBy(() -> PLAIN.service("db")).hasMessageContaining("compose:compose.yml");
  }

  @Test
  void a_misspelt_name_is_told_with_those_that_there_are() {
    KnownNames names =
        new KnownNames(ProjectOptions.of("compose.yml"), "service", List.of("cache", "db", "web"));

    assertThat(names.unknown("cahce"))
        .isEqualTo(
            "compose.yml has no service \"cahce\"; it has [cache, db, web]."
                + " Did you mean \"cache\"?");
    assertThat(names.unknown("DB")).endsWith("Did you mean \"db\"?");
    assertThat(names.unknown("queue")).endsWith("it has [cache, db, web].");
  }
}
