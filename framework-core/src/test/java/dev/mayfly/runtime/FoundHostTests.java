package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.ReadyWhen;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An engine that finds out while a container starts at which host its ports are. */
class FoundHostTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  @AfterEach
  void close() {
    containers.close();
  }

  private static ContainerState atOwnAddress(ContainerState state) {
    return new ContainerState(
        state.id(),
        state.name(),
        state.image(),
        state.status(),
        state.exitCode(),
        state.oomKilled(),
        state.health(),
        state.lastHealthcheck(),
        state.processId(),
        state.startedAt(),
        "172.17.0.9",
        Map.of(Port.tcp(80), 80),
        state.addresses(),
        state.error(),
        state.json());
  }

  @Test
  void a_host_that_is_found_while_a_start_waits_is_asked_and_is_what_clients_get() {
    engine.image("app:1");
    ContainerSpec spec =
        ContainerSpec.of("app:1")
            .expose(80)
            .readyWhen(
                check(
                    "it is found",
                    probe -> {
                      engine.show(FoundHostTests::atOwnAddress);
                      return probe.host().equals("172.17.0.9") && probe.mappedPort(80) == 80
                          ? Look.ready()
                          : Look.notYet(probe.host());
                    }));

    RunningContainer app = containers.start(spec);

    assertThat(app.host()).isEqualTo("172.17.0.9");
    assertThat(app.port(80)).isEqualTo(80);
  }

  @Test
  void a_start_whose_port_is_not_where_it_was_looked_for_says_where_and_what_to_set() {
    engine.image("app:1");
    ContainerSpec spec =
        ContainerSpec.of("app:1")
            .expose(80)
            .readyWhen(ReadyWhen.port(80))
            .startTimeout(Duration.ofSeconds(1));

    assertThatThrownBy(() -> containers.start(spec))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("nobody takes connections at 127.0.0.1:")
        .hasMessageContaining("ports: looked for at 127.0.0.1 (as always in tests)")
        .hasMessageContaining("try: set mayfly.host to the name or address");
  }
}
