package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.GenericContainer;
import dev.mayfly.Moment;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.InMemoryEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session writes down of itself. */
class ReportedSessionTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  @TempDir private Path folder;

  @Test
  void a_session_leaves_a_report_of_its_containers() throws Exception {
    engine.image("redis:7").listens(6379);
    Containers containers = open(Map.of());
    RunningContainer redis =
        containers
            .start(
                GenericContainer.of("redis:7")
                    .expose(6379)
                    .customize(spec -> spec.when(Moment.STARTED, at -> {})))
            .running();
    int port = redis.port(6379);
    redis.stop(Duration.ZERO);
    redis.start();
    containers.close();

    JsonNode container = report(containers).at("/containers/0");
    assertThat(container.path("image").asText()).isEqualTo("redis:7");
    assertThat(container.path("id").asText()).isEqualTo(redis.id());
    assertThat(container.path("outcome").asText()).isEqualTo("ready");
    assertThat(container.path("ports").has("6379/tcp")).isTrue();
    assertThat(port).isPositive();
    assertThat(container.path("phases"))
        .extracting(phase -> phase.path("phase").asText())
        .contains("image", "network", "create", "copy", "start", "hook", "ready");
    assertThat(container.path("facts"))
        .extracting(fact -> fact.path("what").asText())
        .containsExactly("stopped", "started again", "removed with its session");
    assertThat(folder.resolve(containers.sessionId() + ".html")).isNotEmptyFile();
  }

  @Test
  void a_failed_start_is_explained_and_reported_without_the_containers_secrets() throws Exception {
    engine.image("db:1").logsError("FATAL: hunter2hunter2 is a weak password").exits(3);
    Containers containers = open(Map.of());

    ContainerStartException failure =
        catchThrowableOfType(
            ContainerStartException.class,
            () ->
                containers.start(
                    ContainerSpec.of("db:1")
                        .env("DB_PASSWORD", "hunter2hunter2")
                        .readyWhen(log("ready"))));
    containers.close();

    assertThat(failure).hasMessageContaining("FATAL: *** is a weak password");
    JsonNode container = report(containers).at("/containers/0");
    assertThat(container.path("failure").asText()).isEqualTo(failure.getMessage());
    assertThat(container.at("/log/0").asText()).isEqualTo("FATAL: *** is a weak password");
    assertThat(container.at("/facts/0/what").asText()).isEqualTo("removed after its failure");
    assertThat(report(containers).toString()).doesNotContain("hunter2");
  }

  @Test
  void a_start_that_failed_ahead_of_time_is_neither_a_failure_nor_kept() throws Exception {
    engine.image("db:1").exits(3);
    Containers containers = open(Map.of("mayfly.keep", "on-failure"));
    StartRequest db =
        new StartRequest(ContainerSpec.of("db:1").readyWhen(log("ready")), "db", "field T.db");

    catchThrowableOfType(
        ContainerStartException.class, () -> containers.orchestrator().start(db.aheadOfTime()));

    assertThat(engine.leftovers()).noneMatch(left -> left.kind() == EngineResource.Kind.CONTAINER);
    containers.close();
    JsonNode container = report(containers).at("/containers/0");
    assertThat(facts(container)).contains("it is started again when it is needed");
  }

  @Test
  void a_container_that_is_kept_is_not_called_removed() throws Exception {
    engine.image("redis:7").listens(6379);
    Containers containers = open(Map.of("mayfly.keep", "on-failure"));
    containers
        .orchestrator()
        .keepOnFailure(List.of(containers.start(ContainerSpec.of("redis:7").expose(6379))));
    containers.close();

    JsonNode container = report(containers).at("/containers/0");
    assertThat(facts(container)).last().isEqualTo("left on the engine for a look");
    assertThat(container.path("endedMs").isNull()).isTrue();
  }

  @Test
  void a_container_of_the_build_is_not_called_removed() throws Exception {
    engine.image("redis:7").listens(6379);
    Map<String, String> build =
        Map.of("mayfly.build.dir", folder.resolve("build").toString(), "mayfly.build.linger", "0");
    Containers first = open(build);
    Containers second = open(build);
    StartRequest redis =
        new StartRequest(ContainerSpec.of("redis:7").expose(6379), "redis", "field T.redis");
    first.orchestrator().lease(redis);
    second.orchestrator().lease(redis);
    first.close();

    assertThat(facts(report(first).at("/containers/0")))
        .contains("left to the build's other JVMs, the last of which removes it")
        .doesNotContain("removed with its session");
    second.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private static List<String> facts(JsonNode container) {
    return container.path("facts").findValuesAsText("what");
  }

  @Test
  void a_container_over_its_budget_is_a_problem_of_the_run() throws Exception {
    engine.image("redis:7").listens(6379);
    Containers containers =
        open(Map.of("mayfly.start.budget.redis", "1ms", "mayfly.start.budget", "1h"));
    containers.start(slowly());
    containers.close();

    assertThat(report(containers).at("/problems/0").asText())
        .contains("redis:7 is slow")
        .contains("mayfly.start.budget.redis allows 1 ms");
  }

  @Test
  void a_container_over_its_budget_fails_where_that_is_set() {
    engine.image("redis:7").listens(6379);
    try (Containers containers =
        open(Map.of("mayfly.start.budget", "1ms", "mayfly.start.budget.fail", "true"))) {
      ContainerStartException failure =
          catchThrowableOfType(ContainerStartException.class, () -> containers.start(slowly()));

      assertThat(failure).hasMessageContaining("mayfly.start.budget allows 1 ms");
    }
    assertThat(engine.leftovers()).isEmpty();
  }

  /** Takes longer than a millisecond, by what it does when it is started. */
  private static ContainerSpec slowly() {
    return ContainerSpec.of("redis:7")
        .when(
            Moment.STARTED,
            at -> {
              long begin = System.nanoTime();
              while (System.nanoTime() - begin < 2_000_000) {
                Thread.onSpinWait();
              }
            });
  }

  private Containers open(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("mayfly.reaper.enabled", "false");
    all.put("mayfly.sweep.enabled", "false");
    all.put("mayfly.report.dir", folder.toString());
    return Containers.on(engine, Settings.of(all));
  }

  private JsonNode report(Containers containers) throws Exception {
    return new ObjectMapper().readTree(folder.resolve(containers.sessionId() + ".json").toFile());
  }
}
