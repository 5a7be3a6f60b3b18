package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.exec;
import static dev.mayfly.ready.ReadyWhen.healthy;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.running;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ExecResult;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Probe.Health;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that fails says its true cause at once, and what to try. */
class RightCauseTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = containers(Map.of());

  private Containers containers(Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(Map.of("mayfly.reaper.enabled", "false", "mayfly.sweep.enabled", "false"));
    all.putAll(settings);
    return Containers.on(engine, Settings.of(all));
  }

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "126, OCI runtime exec failed: exec: \"nosuch\": executable file not found in $PATH: unknown",
    "126, OCI runtime exec failed: exec failed: exec: \"/etc/passwd\": permission denied: unknown",
    "127, sh: nosuch: not found",
    "127, sh: 1: /opt/check: No such file or directory"
  })
  void a_probe_whose_program_is_not_there_is_told_without_waiting(int code, String output) {
    engine
        .image("app:1")
        .exec((run, command) -> new ExecResult(code, output.getBytes(UTF_8), new byte[0]));

    assertThatThrownBy(() -> containers.start(ContainerSpec.of("app:1").readyWhen(exec("nosuch"))))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContainingAll(
            "it can't become ready: the container can't run the command: exit code " + code,
            output,
            "try: check the command of exec(…)");
  }

  @Test
  void an_engine_that_refuses_to_run_such_a_program_means_the_same() {
    engine.image("app:1");
    engine.failNext(
        "exec", new EngineException(404, "crun: executable file `nosuch` not found in $PATH"));

    assertThatThrownBy(() -> containers.start(ContainerSpec.of("app:1").readyWhen(exec("nosuch"))))
        .hasMessageContainingAll("can't run the command", "try: check the command of exec(…)");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, OCI runtime exec failed: exec failed: \"curl\": executable file not found in $PATH: unknown",
    "127, /bin/sh: 1: curl: not found"
  })
  void a_healthcheck_whose_program_is_not_there_is_told_without_waiting(int code, String output) {
    engine.image("app:1").healthcheckEnds(code, output);
    engine.image("app:2").healthcheckEnds(code, output).becomes(Health.UNHEALTHY);

    for (String image : new String[] {"app:1", "app:2"}) {
      assertThatThrownBy(() -> containers.start(ContainerSpec.of(image).readyWhen(healthy())))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContainingAll(
              "it can't become ready: the HEALTHCHECK can't be run; its last run ended with exit code "
                  + code,
              output,
              "try: install the HEALTHCHECK's program in the image");
    }
  }

  @Test
  void a_healthcheck_that_fails_at_first_is_waited_for_and_quoted_in_vain() {
    ContainerSpec spec =
        ContainerSpec.of("app:1").readyWhen(healthy()).startTimeout(Duration.ofSeconds(1));
    engine.image("app:1").healthcheckEnds(1, "connection refused");

    assertThatThrownBy(() -> containers.start(spec))
        .hasMessageContainingAll(
            "it was not ready after",
            "the HEALTHCHECK has not succeeded yet; its last run ended with exit code 1, output: connection refused");

    engine.image("app:2").healthcheckEnds(1, "connection refused").becomes(Health.HEALTHY);
    containers.start(ContainerSpec.of("app:2").readyWhen(healthy()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "126;OCI runtime exec failed: setns process caused: exit status 1: unknown",
        "127;waiting for the schema",
        "1;orders: not found"
      })
  void what_may_pass_is_waited_for(String answer) {
    AtomicInteger looks = new AtomicInteger();
    engine
        .image("app:1")
        .exec(
            (run, command) ->
                new ExecResult(
                    looks.incrementAndGet() == 1 ? Integer.parseInt(answer.split(";")[0]) : 0,
                    answer.split(";")[1].getBytes(UTF_8),
                    new byte[0]));

    containers.start(ContainerSpec.of("app:1").readyWhen(exec("check")));

    assertThat(looks).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "configured logging driver does not support reading",
        "this container is using the 'none' log driver, cannot read logs: not logging output"
      })
  void a_log_that_nobody_can_read_is_not_waited_for(String refusal) {
    engine.image("app:1").logs("ready");
    engine.failNext("followLogs", new EngineException(501, refusal));
    engine.failNext("logs", new EngineException(501, refusal));

    assertThatThrownBy(() -> containers.start(ContainerSpec.of("app:1").readyWhen(log("ready"))))
        .hasMessageContainingAll(
            "it can't become ready: " + refusal,
            "try: let readiness look at a port, a file or a command",
            "log: the container's log driver keeps none");
  }

  @Test
  void a_full_disk_is_told_whoever_met_it() {
    engine.image("app:1").logsError("initdb: could not write: No space left on device").exits(1);
    assertThatThrownBy(() -> containers.start(ContainerSpec.of("app:1")))
        .hasMessageContaining("try: a disk is full: make room");

    engine.image("app:2");
    for (String call : new String[] {"createContainer", "startContainer"}) {
      engine.failNext(
          call, new EngineException(500, "mkdir /var/lib/docker/x: no space left on device"));
      assertThatThrownBy(() -> containers.start(ContainerSpec.of("app:2")))
          .hasMessageContaining("try: a disk is full: make room");
    }
    engine.registry("app:3");
    engine.failNext("pullImage", new EngineException(500, "write /x: no space left on device"));
    assertThatThrownBy(() -> containers.start(ContainerSpec.of("app:3")))
        .hasMessageContaining("make room");
  }

  @Test
  void an_image_that_is_there_is_not_said_to_lack_because_it_could_not_be_pulled_anew() {
    engine.image("app:1");
    try (Containers pulling = containers(Map.of("mayfly.pull", "always"))) {
      engine.failNext("pullImage", new EngineException(500, "dial tcp: no such host"));
      assertThatThrownBy(() -> pulling.start(ContainerSpec.of("app:1")))
          .hasMessageContainingAll(
              "Image app:1 is on the engine, but could not be pulled anew",
              "answer: dial tcp: no such host",
              "try:    set mayfly.pull to missing, which takes what is there");
      assertThatThrownBy(() -> pulling.start(ContainerSpec.of("lacking:1")))
          .hasMessageContaining("Image lacking:1 is not on the engine and can't be pulled.");
    }
  }

  @Test
  void an_image_whose_name_is_misspelt_is_told_with_those_that_are_there() {
    engine.image("postgres:15");
    assertThatThrownBy(() -> containers.start(ContainerSpec.of("postgre:15")))
        .hasMessageContainingAll("Image postgre:15 is not on the engine", "there:  postgres:15");
    try (Containers still = containers(Map.of("mayfly.pull", "never"))) {
      assertThatThrownBy(() -> still.start(ContainerSpec.of("postgres:51")))
          .hasMessageContaining("there:  postgres:15");
    }
  }

  @Test
  void an_image_that_wants_a_login_is_told_with_how_to_log_in() {
    engine.registry("private:1");
    engine.failNext(
        "pullImage", new EngineException(500, "Head …: unauthorized: authentication required"));

    assertThatThrownBy(() -> containers.start(ContainerSpec.of("private:1")))
        .hasMessageContainingAll("unauthorized", "log in (docker login docker.io)");
  }

  @Test
  void what_is_asked_of_a_session_that_is_closed_blames_no_engine() {
    engine.image("app:1");
    dev.mayfly.Network network = containers.network("back");
    containers.close();

    for (Runnable question :
        new Runnable[] {
          () -> containers.start(ContainerSpec.of("app:1").readyWhen(running())),
          () -> containers.start(dev.mayfly.GenericContainer.of("app:1")),
          network::id
        }) {
      assertThatThrownBy(question::run)
          .isExactlyInstanceOf(MayflyException.class)
          .hasMessageStartingWith("The session is closed: nothing can be started in it any more.")
          .hasMessageContaining("Containers.open()");
    }
  }
}
