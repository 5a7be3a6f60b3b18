package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ExecResult;
import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.ready.ReadyWhen;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What engines do in ways of their own, which a session must not notice. */
@Tag("docker")
class EachEngineTests {

  private static final ContainerSpec SAYS_READY =
      ContainerSpec.of("busybox:1.35")
          .command("sh", "-c", "echo READY; exec sleep 600")
          .readyWhen(ReadyWhen.log("^READY$"))
          .startTimeout(Duration.ofSeconds(20));

  private final ContainerEngine engine = Engines.open(Settings.of(Map.of()));
  private final Containers session = Containers.open();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  @Test
  void a_container_is_ready_by_its_log_however_soon_it_is_started_again() {
    RunningContainer container = session.start(SAYS_READY);

    for (int round = 0; round < 12; round++) {
      container.kill("SIGKILL");
      container.start();
    }

    assertThat(container.logs().lines()).containsOnly("READY").hasSize(13);
  }

  @Test
  void a_reaper_watches_in_a_container_of_the_engine() {
    String name = session.start(SAYS_READY).name();

    await()
        .untilAsserted(
            () ->
                assertThat(engine.list(Kind.CONTAINER, Session.REAPER_LABEL, null))
                    .extracting(EngineResource::labels)
                    .anyMatch(labels -> name.contains(labels.get(Session.SESSION_LABEL))));
  }

  @Test
  void a_container_finds_the_engines_machine_or_its_start_says_why_it_can_not() {
    GenericContainer hosts =
        GenericContainer.of("busybox:1.35")
            .customize(spec -> spec.hostAccess())
            .command("sh", "-c", "cat /etc/hosts; exec sleep 600");
    try {
      session.start(hosts);
    } catch (ContainerStartException e) {
      assertThat(e).hasMessageContainingAll("does not know \"host-gateway\"", "extraHost(");
      abort("this engine does not know its machine's address");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(hosts.running().logs().lines())
                    .anyMatch(line -> line.matches("[0-9.]+\\s+host[.]docker[.]internal.*")));
  }

  @Test
  void a_container_whose_limits_do_not_count_is_started() {
    ContainerSpec limited = SAYS_READY.memory(64 << 20).cpus(0.5);

    assertThat(session.start(limited).isRunning()).isTrue();
  }

  private static String said(RunningContainer client, int port) {
    String ask = "echo through | nc host.mayfly.internal " + port;
    return client.exec("sh", "-c", ask).stdout();
  }

  @Test
  void a_container_reaches_a_server_on_this_jvms_loopback() {
    try (LoopbackEcho server = new LoopbackEcho()) {
      RunningContainer client = session.start(SAYS_READY.exposeHostPort(server.port()));

      assertThat(said(client, server.port())).isEqualTo("through\n");
    }
  }

  @Test
  void a_server_of_this_jvm_answers_before_a_container_has_said_all() {
    try (LoopbackEcho server = new LoopbackEcho()) {
      RunningContainer client = session.start(SAYS_READY.exposeHostPort(server.port()));
      String ask = "(echo through; sleep 600) | nc host.mayfly.internal " + server.port();
      String answered = "until [ -s /tmp/answer ]; do sleep 0.1; done; cat /tmp/answer";

      assertThat(
              client
                  .exec("sh", "-c", "{ " + ask + " > /tmp/answer; } 2>/dev/null & " + answered)
                  .stdout())
          .isEqualTo("through\n");
    }
  }

  @Test
  void a_container_reaches_a_server_that_comes_later_also_after_a_restart() {
    RunningContainer client = session.start(SAYS_READY.exposeHostPort());
    try (LoopbackEcho server = new LoopbackEcho()) {
      assertThat(client.exposeHostPort(server.port()))
          .isEqualTo("host.mayfly.internal:" + server.port());

      client.restart(Duration.ofSeconds(1));

      assertThat(said(client, server.port())).isEqualTo("through\n");
    }
  }

  @Test
  void much_goes_from_a_container_to_this_jvm_and_back_unchanged() {
    try (LoopbackEcho server = new LoopbackEcho()) {
      RunningContainer client = session.start(SAYS_READY.exposeHostPort(server.port()));
      client.exec("sh", "-c", "head -c 20000000 /dev/urandom > /tmp/much");
      String there = "nc host.mayfly.internal " + server.port();

      ExecResult compared =
          client.exec(
              "sh",
              "-c",
              there + " < /tmp/much > /tmp/back && cmp /tmp/much /tmp/back && echo same");

      assertThat(compared.stdout()).as(compared.toString()).isEqualTo("same\n");
    }
  }

  @Test
  void nothing_is_left_of_a_relay_when_its_session_is_closed() {
    session.start(SAYS_READY.exposeHostPort(8080));
    String relay = relay().id();

    session.close();

    assertThat(engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null))
        .extracting(EngineResource::id)
        .doesNotContain(relay);
  }

  private EngineResource relay() {
    return engine.list(Kind.CONTAINER, Session.SESSION_LABEL, session.sessionId()).stream()
        .filter(container -> container.name().contains("host-relay"))
        .findFirst()
        .orElseThrow();
  }
}
