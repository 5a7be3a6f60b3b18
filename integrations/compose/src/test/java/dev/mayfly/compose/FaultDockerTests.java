package dev.mayfly.compose;

import static dev.mayfly.ready.ReadyWhen.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.runtime.Containers;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user reads when a project does not start, and that nothing is left then. */
@NeedsCompose
@Tag("docker")
class FaultDockerTests {

  private final Containers containers = Containers.open();

  @AfterEach
  void nothing_was_left_even_before_the_end() {
    try (containers) {
      String own = "mayfly-" + containers.sessionId(); // the session's network, where it needs one
      assertThat(EngineLook.of(containers.sessionId())).allMatch(name -> name.equals(own));
    }
  }

  private static ComposeProject fault(String name) {
    return ComposeProject.of("projects/faults/" + name + ".yml");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertFailure(ComposeProject project) {
    return assertThatThrownBy(() -> containers.start("shop", project))
        .isInstanceOf(ContainerStartException.class);
  }

  @Test
  void one_that_ends_is_told_with_its_exit_code_and_its_log() {
    assertFailure(fault("dead"))
        .hasMessageStartingWith("service dead of shop: busybox:1.35 did not start: it ended with")
        .hasMessageContainingAll("exit code 7", "no licence found")
        .satisfies(
            failure -> {
              assertThat(((ContainerStartException) failure).phase()).isEqualTo(Phase.READY);
              assertThat(((ContainerStartException) failure).exitCode()).hasValue(7);
            });
  }

  @Test
  void one_that_is_never_healthy_is_told_with_what_its_check_says() {
    assertFailure(fault("ill"))
        .hasMessageStartingWith("service ill of shop")
        .hasMessageContainingAll(
            "it can't become ready: the HEALTHCHECK says unhealthy; its last run ended with",
            "still ill",
            "try: run the HEALTHCHECK's command by hand");
  }

  @Test
  void a_readiness_that_does_not_come_is_told_after_its_time() {
    assertFailure(
            ComposeProject.of("projects/fixed/compose.yml")
                .readyWhen("page", log("listening"))
                .startTimeout(Duration.ofSeconds(2)))
        .hasMessageStartingWith("service page of shop")
        .hasMessageContainingAll("was not ready after", "listening");
  }

  @Test
  void a_file_that_is_not_there_is_told_with_its_place() {
    assertFailure(fault("nothing")).hasMessageContainingAll("nothing.yml", "class path");
  }

  @Test
  void a_typo_is_told_in_composes_words() {
    assertFailure(fault("typo"))
        .hasMessageContainingAll("shop: compose:typo.yml did not start", "enviroment");
  }

  @Test
  void external_networks_and_volumes_that_are_missing_are_told() {
    assertFailure(fault("external-network"))
        .hasMessageContainingAll("mayfly-no-such-network", "try: docker network create");
    assertFailure(fault("external-volume"))
        .hasMessageContainingAll("mayfly-no-such-volume", "try: docker volume create")
        .hasMessageNotContaining("Creating");
  }

  @Test
  void an_image_that_can_not_be_had_is_told_once_with_its_service() {
    assertFailure(fault("image"))
        .hasMessageContainingAll("service db: ", "try: ")
        .message()
        .containsOnlyOnce("service db: ")
        .doesNotContain("db Pulling", "Error response from daemon");
  }

  @Test
  void a_profile_that_is_not_there_is_told_before_anything_is_made() {
    assertFailure(ComposeProject.of("projects/optional/compose.yml").profile("date"))
        .hasMessageContaining("no profile \"date\"; it has [data]. Did you mean \"data\"?");
  }

  @Test
  void a_secret_is_starred_in_the_failure_also_where_the_service_prints_it() {
    assertFailure(fault("leak").env("DB_PASSWORD", "opensesame"))
        .hasMessageContaining("exit code 4")
        .hasMessageNotContaining("opensesame");
  }

  @Test
  void what_can_not_be_built_is_told_with_the_builds_last_words() {
    assertFailure(fault("build")).hasMessageContainingAll("can't create", "this is wrong");
  }
}
