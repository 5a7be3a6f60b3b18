package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.Capability;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.ReadyWhen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTests {

  private static final ContainerSpec APP =
      ContainerSpec.of("app:1").readyWhen(ReadyWhen.running()).exposeHostPort(8080, 9090);

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  HostPortTests() {
    engine.image("app:1");
  }

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private List<EngineResource> relays() {
    return engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null).stream()
        .filter(container -> container.name().contains("host-relay"))
        .toList();
  }

  @Test
  void a_container_knows_a_relay_on_its_network_as_this_machine() {
    engine
        .image("app:1")
        .does(run -> run.log("hosts " + run.request().extraHosts().get("host.mayfly.internal")));

    RunningContainer app = containers.start(APP);

    Map<String, String> relay = engine.inspectContainer(relays().get(0).id()).addresses();
    assertThat(engine.inspectContainer(app.id()).addresses()).containsOnlyKeys(relay.keySet());
    assertThat(app.logs().lines()).containsExactly("hosts " + relay.values().iterator().next());
  }

  @Test
  void there_is_one_relay_for_each_network() {
    containers.start(APP);
    containers.start(APP);
    containers.start(APP.network(NetworkSpec.of("other")));

    assertThat(relays()).hasSize(2);
  }

  @Test
  void no_relay_is_there_for_containers_that_want_none() {
    containers.start(ContainerSpec.of("app:1").readyWhen(ReadyWhen.running()));

    assertThat(relays()).isEmpty();
  }

  @Test
  void a_port_that_is_known_only_later_is_opened_then() {
    RunningContainer app =
        containers.start(ContainerSpec.of("app:1").readyWhen(ReadyWhen.running()).exposeHostPort());

    assertThat(app.exposeHostPort(7070)).isEqualTo("host.mayfly.internal:7070");
    assertThatThrownBy(() -> app.exposeHostPort(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Port 0 is not between 1 and 65535.");
  }

  @Test
  void a_container_that_was_not_described_so_can_not_be_given_a_port_later() {
    GenericContainer plain = GenericContainer.of("app:1").readyWhen(ReadyWhen.running());
    containers.start(plain);

    assertThatThrownBy(() -> plain.exposeHostPort(8080))
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("its description lacks exposeHostPort()");
  }

  @Test
  void what_is_no_tcp_port_is_refused_when_it_is_described() {
    assertThatThrownBy(() -> APP.exposeHostPort(99_999))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Port 99999 is not between 1 and 65535.");
    assertThatThrownBy(() -> APP.exposeHostPort(Port.udp(53)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("not 53/udp", "hostAccess()");
    assertThat(APP.exposeHostPort(Port.tcp(53)).hostPorts()).containsExactly(8080, 9090, 53);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "none"})
  void networks_on_which_no_relay_can_stand_are_refused_before_anything_is_started(String name) {
    assertThatThrownBy(() -> containers.start(APP.network(NetworkSpec.existing(name))))
        .isInstanceOf(ContainerStartException.class)
        .hasRootCauseInstanceOf(DeclarationException.class)
        .hasMessageContainingAll("On the network \"" + name + "\"", "Drop exposeHostPort(…)");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void an_engine_without_relays_is_told_before_anything_is_started() {
    engine.lacks(Capability.HOST_PORTS);

    assertThatThrownBy(() -> containers.start(APP))
        .hasMessageContaining("needs an engine that leads containers to ports of this machine");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void where_containers_do_not_reach_each_other_the_start_says_what_to_set() {
    engine.show(
        s ->
            new ContainerState(
                s.id(),
                s.name(),
                s.image(),
                s.status(),
                s.exitCode(),
                s.oomKilled(),
                s.health(),
                s.lastHealthcheck(),
                s.processId(),
                s.startedAt(),
                s.host(),
                s.ports(),
                Map.of(),
                s.error(),
                s.json()));
    try (Containers loose = QuietSession.on(engine, "mayfly.network", "none")) {
      assertThatThrownBy(() -> loose.start(APP)).hasMessageContaining("mayfly.network=session");
    }
  }

  @Test
  void a_relay_that_ends_at_once_says_why() {
    engine.image(InMemoryEngine.RELAY).logs("error: no room").exits(2);
    engine.failNext("inspectContainer", new EngineException(404, "no such container"));

    assertThatThrownBy(() -> containers.start(APP))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContainingAll("host-relay", "gone as soon as", "it says \"error: no room\"");
  }

  @Test
  void a_relay_that_is_lost_is_replaced_for_containers_to_come() {
    RunningContainer before = containers.start(APP);
    String lost = relays().get(0).id();

    engine.killContainer(lost, "SIGKILL");

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> before.exposeHostPort(7070))
                    .hasMessageContaining("The relay to this machine's port 7070 is no more"));
    assertThat(containers.start(APP).exposeHostPort(7070)).endsWith(":7070");
    assertThat(relays()).hasSize(2);
  }

  @Test
  void a_build_does_not_share_what_reaches_one_of_its_jvms() {
    assertThatThrownBy(() -> Orchestrator.requireLeasable(APP, "field db"))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("Drop exposeHostPort");
  }
}
