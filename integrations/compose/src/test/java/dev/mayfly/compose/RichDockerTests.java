package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.RunningContainer;
import dev.mayfly.runtime.Containers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Compose files can have, in a session without JUnit. */
@NeedsCompose
@Tag("docker")
class RichDockerTests {

  private static final ComposeProject RICH =
      ComposeProject.of(Path.of("src/test/resources/projects/rich/compose.yml"))
          .env("TOKEN", "fromenvironment")
          .profile("more")
          .scale("worker", 3);

  private static Containers containers;
  private static ComposeProject project;

  @BeforeAll
  static void start() {
    containers = Containers.open();
    project = containers.start("rich", RICH);
  }

  @AfterAll
  static void close() throws Exception {
    containers.close();
    assertThat(EngineLook.of(containers.sessionId())).isEmpty();
  }

  private static String output(String service, String... command) {
    return project.service(service).exec(command).stdout().strip();
  }

  @Test
  void who_waits_for_an_end_is_started_after_it() {
    assertThat(output("app", "cat", "/data/state")).isEqualTo("migrated");
    assertThat(project.service("migrate").isRunning()).isFalse();
    assertThat(project.service("migrate").logs()).contains("tokensecret1");
  }

  @Test
  void secrets_and_configs_are_in_their_places() {
    assertThat(output("app", "cat", "/run/secrets/token")).isEqualTo("tokensecret1");
    assertThat(output("app", "cat", "/run/secrets/other")).isEqualTo("fromenvironment");
    assertThat(output("app", "stat", "-c", "%a", "/run/secrets/other")).isEqualTo("400");
    assertThat(output("app", "cat", "/etc/settings.conf")).isEqualTo("price=hello");
  }

  @Test
  void variables_are_those_of_the_files() {
    assertThat(output("app", "env")).contains("COLOUR=blue", "GREETING=hello", "PRICE=5$");
  }

  @Test
  void a_scaled_service_has_containers_of_its_own_names() {
    List<RunningContainer> workers = project.replicas("worker");

    assertThat(workers)
        .extracting(RunningContainer::networkAlias)
        .containsExactly("rich-worker-1", "rich-worker-2", "rich-worker-3");
    assertThat(workers).extracting(RunningContainer::id).doesNotHaveDuplicates();
    assertThat(workers).allMatch(RunningContainer::isRunning);
    assertThat(workers.get(1).exec("hostname").exitCode()).isZero();
  }

  @Test
  void a_dependency_that_is_left_away_with_its_profile_holds_nobody_up() {
    ComposeProject optional =
        containers.start("optional", ComposeProject.of("projects/optional/compose.yml"));

    assertThat(optional.service("web").isRunning()).isTrue();
    assertThatThrownBy(() -> optional.service("db")).hasMessageContaining("it has [web]");
    optional.slot().running().close();
  }

  @Test
  void a_service_of_a_profile_and_one_in_another_ones_network_run() {
    assertThat(project.service("extra").isRunning()).isTrue();
    assertThat(output("beside", "readlink", "/proc/self/ns/net"))
        .isEqualTo(output("app", "readlink", "/proc/self/ns/net"));
  }

  @Test
  void what_a_failed_test_is_told_has_all_of_them_and_no_secret() {
    Map<String, String> evidence =
        containers.orchestrator().evidence(List.of(project.service("app")), Instant.EPOCH);

    assertThat(evidence).containsKeys("rich-app.log", "rich-migrate.log", "rich-worker-2.log");
    assertThat(evidence.toString()).doesNotContain("tokensecret1", "fromenvironment");
  }

  @Test
  void closing_one_project_removes_all_of_it_and_nothing_else() throws Exception {
    ComposeProject second =
        containers.start("second", RICH.startTimeout(java.time.Duration.ofMinutes(1)));
    assertThat(EngineLook.networks("compose-mayfly-" + containers.sessionId() + "-second"))
        .hasSize(2);

    second.slot().running().close();

    assertThat(EngineLook.networks("compose-mayfly-" + containers.sessionId() + "-second"))
        .isEmpty();
    assertThat(project.service("app").isRunning()).isTrue();
  }
}
