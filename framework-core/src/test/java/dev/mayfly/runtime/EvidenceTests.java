package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.LogLine;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What containers tell of something that went wrong. */
class EvidenceTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private Containers containers;

  @BeforeEach
  void open() {
    containers = QuietSession.on(engine);
  }

  @AfterEach
  void close() {
    containers.close();
  }

  private RunningContainer start(String image, String alias) {
    return containers
        .orchestrator()
        .start(new StartRequest(ContainerSpec.of(image), alias, "field T." + alias));
  }

  @Test
  void each_container_tells_its_state_and_its_log() {
    engine.image("db:1").exposes(5432).listens(5432).logs("hello").logsError("oh no");
    RunningContainer db =
        containers
            .orchestrator()
            .start(new StartRequest(ContainerSpec.of("db:1").expose(5432), "db", "field T.db"));

    Map<String, String> told = containers.orchestrator().evidence(List.of(db), Instant.EPOCH);

    assertThat(told).containsOnlyKeys("db.log", "network.txt");
    assertThat(told.get("db.log").lines())
        .contains(
            "place: field T.db",
            "image: db:1",
            "id: " + db.id(),
            "name: " + db.name(),
            "state: running",
            "port: 5432/tcp at " + db.address(5432),
            "log: from the start")
        .anyMatch(line -> line.endsWith("Z   hello"))
        .anyMatch(line -> line.endsWith("Z ! oh no"));
  }

  @Test
  void a_process_that_has_ended_tells_its_exit_code() {
    Gate end = new Gate();
    engine.image("db:1").after(end).exits(137);
    RunningContainer db = start("db:1", "db");
    end.open();

    assertThat(containers.orchestrator().evidence(List.of(db), Instant.EPOCH).get("db.log"))
        .contains("state: exited with exit code 137");
  }

  @Test
  void a_log_is_cut_to_the_time_since_a_second_before_the_test() {
    Gate later = new Gate();
    engine.image("db:1").logs("before").after(later).logs("during");
    RunningContainer db = start("db:1", "db");
    later.open();
    List<LogLine> lines = db.logLines(Instant.EPOCH);
    Instant between = lines.get(1).time();

    String whole = containers.orchestrator().evidence(List.of(db), between).get("db.log");
    String cut =
        containers
            .orchestrator()
            .evidence(List.of(db), between.plus(Duration.ofSeconds(1)))
            .get("db.log");

    assertThat(whole).contains("before", "during");
    assertThat(cut).contains("during").doesNotContain("before\n");
  }

  @Test
  void a_long_log_is_cut_to_its_end() {
    engine
        .image("db:1")
        .logs(IntStream.range(0, 6_000).mapToObj(i -> "line " + i).toArray(String[]::new));

    assertThat(
            containers
                .orchestrator()
                .evidence(List.of(start("db:1", "db")), Instant.EPOCH)
                .get("db.log"))
        .contains("cut: these are the last 5000 lines", "line 1000\n", "line 5999\n")
        .doesNotContain("line 999\n");
  }

  @Test
  void one_containers_secrets_are_masked_in_what_all_others_say() {
    engine.image("db:1");
    engine.image("app:1").logs("connecting with hunter2hunter2");
    RunningContainer db =
        containers.start(ContainerSpec.of("db:1").env("DB_PASSWORD", "hunter2hunter2"));
    RunningContainer app = start("app:1", "app");

    assertThat(containers.orchestrator().evidence(List.of(db, app), Instant.EPOCH).get("app.log"))
        .contains("connecting with ***");
  }

  @Test
  void the_networks_tell_who_is_on_them_under_which_names() {
    engine.image("db:1");
    RunningContainer db =
        containers
            .orchestrator()
            .start(
                new StartRequest(ContainerSpec.of("db:1"), List.of("orderDb", "orderdb"), "field"));
    RunningContainer app = start("db:1", "app");

    assertThat(
            containers
                .orchestrator()
                .evidence(List.of(db, app), Instant.EPOCH)
                .get("network.txt")
                .lines())
        .contains("network mayfly-" + containers.sessionId())
        .anyMatch(line -> line.startsWith("  orderDb: ") && line.contains("orderDb, orderdb"))
        .anyMatch(line -> line.startsWith("  app: "));
  }

  @Test
  void containers_of_one_name_have_files_of_their_own() {
    engine.image("db:1");

    assertThat(
            containers
                .orchestrator()
                .evidence(List.of(start("db:1", "db"), start("db:1", "db")), Instant.EPOCH))
        .containsOnlyKeys("db.log", "db-2.log", "network.txt");
  }

  @Test
  void what_the_engine_does_not_answer_is_said() {
    engine.image("db:1").logs("hello");
    RunningContainer db = start("db:1", "db");
    engine.failNext("logs", new EngineException(500, "the disk is full"));

    assertThat(containers.orchestrator().evidence(List.of(db), Instant.EPOCH).get("db.log"))
        .contains("state: running", "log: the engine does not give it: ")
        .contains("the disk is full");
  }
}
