package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.check;
import static dev.mayfly.ready.ReadyWhen.log;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ExecResult;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the message of a failed start consists of, line by line. */
class StartFailureTests {

  /** As Linux lists a socket that listens on port 8080 of the loopback address. */
  private static final String LOOPBACK_8080 =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
          + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000\n";

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private ContainerStartException failure(ContainerSpec spec) {
    return catchThrowableOfType(
        ContainerStartException.class,
        () -> containers.orchestrator().start(new StartRequest(spec, "app", "field T.app")));
  }

  @Test
  void a_container_that_ended_is_told_by_who_what_from_which_image_when_and_how() {
    engine.image("app:1").logsError("no license").exits(3);

    ContainerStartException failure = failure(ContainerSpec.of("app:1").readyWhen(log("up")));

    assertThat(failure.getMessage().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "field T.app: app:1 did not start: it ended with exit code 3 before it was"
                            + " ready."),
            line -> assertThat(line).matches("  image: .*sha256:[0-9a-f]{64}"),
            line ->
                assertThat(line)
                    .matches(
                        "  phase: READY, reached after image \\d+ ms, network \\d+ ms, create \\d+"
                            + " ms, .*ready \\d+ ms"),
            line -> assertThat(line).isEqualTo("  state: exited with exit code 3"),
            line -> assertThat(line).startsWith("  wanted: ").contains("up"),
            line -> assertThat(line).startsWith("  try: "),
            line -> assertThat(line).isEqualTo("  log, last lines:"),
            line -> assertThat(line).isEqualTo("    no license"));
  }

  @Test
  void one_that_was_not_ready_in_time_has_its_last_answer_and_what_was_found() {
    engine
        .image("app:1")
        .exec((run, cat) -> new ExecResult(1, LOOPBACK_8080.getBytes(UTF_8), new byte[0]));
    ContainerSpec spec =
        ContainerSpec.of("app:1")
            .expose(8080)
            .readyWhen(check("it answers", probe -> Look.notYet("no answer")))
            .startTimeout(Duration.ofSeconds(1));

    assertThat(failure(spec))
        .hasMessageFindingMatch("it was not ready after \\S+s\\.\n")
        .hasMessageContaining("\n  state: running\n")
        .hasMessageContaining("\n  last answer: no answer\n")
        .hasMessageContaining("\n  found: 8080 listens on 127.0.0.1 inside the container");
  }

  @Test
  void one_that_was_not_created_has_neither_state_nor_log() {
    engine.image("app:1");
    engine.failNext("createContainer", new EngineException(500, "no more names"));

    assertThat(failure(ContainerSpec.of("app:1")))
        .hasMessageStartingWith("field T.app: app:1 did not start: no more names\n")
        .hasMessageContaining("\n  phase: CREATE, reached after image ")
        .hasMessageNotContainingAny("state:", "log", "wanted:", "found:");
  }

  @Test
  void what_the_engine_knows_to_try_is_told() {
    engine.image("app:1");
    engine.failNext(
        "startContainer",
        new EngineException(403, "no space left on device").withRemedy("raise the quota small."));

    assertThat(failure(ContainerSpec.of("app:1")))
        .hasMessageStartingWith("field T.app: app:1 did not start: no space left on device\n")
        .hasMessageContaining("\n  try: raise the quota small.\n");
  }

  @Test
  void one_that_did_not_come_to_its_first_phase_was_reached_after_no_time() {
    engine.image("app:1");
    ContainerSpec spec = ContainerSpec.of("app:1").readyWhen(dev.mayfly.ready.ReadyWhen.port(80));

    assertThat(failure(spec)).hasMessageContaining("\n  phase: IMAGE, reached after 0 ms");
  }

  @Test
  void an_error_without_words_is_told_by_its_class() {
    engine.image("app:1");
    engine.failNext("createContainer", new UnsupportedOperationException());

    assertThat(failure(ContainerSpec.of("app:1")))
        .hasMessageContaining("did not start: java.lang.UnsupportedOperationException\n");
  }

  @Test
  void one_that_somebody_removed_is_gone() {
    engine.image("app:1");
    ContainerSpec spec =
        ContainerSpec.of("app:1")
            .readyWhen(
                check(
                    "it answers",
                    probe -> {
                      engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null).stream()
                          .findFirst()
                          .ifPresent(one -> engine.remove(Kind.CONTAINER, one.id()));
                      return Look.notYet("no");
                    }));

    assertThat(failure(spec))
        .hasMessageContaining("did not start: its container is gone before it was ready.")
        .hasMessageNotContaining("state:");
  }

  @Test
  void what_keeps_mayfly_from_examining_a_container_is_told_beside_the_failure() {
    engine.image("app:1").exits(3);
    engine.failNext("logs", new EngineException(500, "log file is damaged"));

    ContainerStartException failure = failure(ContainerSpec.of("app:1"));

    assertThat(failure).hasMessageContainingAll("exit code 3", "  log: empty");
    assertThat(failure.getCause().getSuppressed())
        .singleElement()
        .satisfies(beside -> assertThat(beside).hasMessageContaining("log file is damaged"));
  }

  @Test
  void a_state_says_in_words_how_a_container_ended_and_what_the_engine_says() {
    assertThat(StartFailure.describe(state(Status.RUNNING, 0, false, ""))).isEqualTo("running");
    assertThat(StartFailure.describe(state(Status.CREATED, 0, false, "no such mount")))
        .isEqualTo("created, engine says: no such mount");
    assertThat(StartFailure.describe(state(Status.EXITED, 1, false, "")))
        .isEqualTo("exited with exit code 1");
    assertThat(StartFailure.describe(state(Status.EXITED, 137, true, "cgroup is gone")))
        .isEqualTo(
            "exited with exit code 137 (killed), out of memory, engine says: cgroup is gone");
  }

  @Test
  void what_the_cause_has_said_is_not_said_again_by_the_state() {
    engine.image("app:1");
    engine.failNext("startContainer", new EngineException(400, "it says: no such mount"));
    engine.show(seen -> state(Status.CREATED, 0, false, "no such mount"));

    assertThat(failure(ContainerSpec.of("app:1"))).hasMessageContaining("\n  state: created\n");

    engine.failNext("startContainer", new EngineException(400, "something else"));

    assertThat(failure(ContainerSpec.of("app:1")))
        .hasMessageContaining("\n  state: created, engine says: no such mount\n");
  }

  private static ContainerState state(Status status, int code, boolean oomKilled, String error) {
    return new ContainerState(
        "id",
        "name",
        "sha256:1",
        status,
        code,
        oomKilled,
        Health.NONE,
        null,
        0,
        Instant.EPOCH,
        "localhost",
        Map.of(),
        Map.of(),
        error,
        "{}");
  }
}
