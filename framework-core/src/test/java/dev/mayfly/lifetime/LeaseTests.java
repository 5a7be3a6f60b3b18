package dev.mayfly.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A shared container on the networks of those who use it. */
final class LeaseTests {

  private final InMemoryEngine engine = new InMemoryEngine();

  private Containers open() {
    return Containers.on(
        engine, Settings.of(Map.of("mayfly.reaper.enabled", "false", "mayfly.report", "off")));
  }

  @Test
  void a_network_that_could_not_be_joined_is_tried_again_by_the_next_and_then_once_for_all() {
    engine.image("db:1");
    try (Containers containers = open()) {
      RunningContainer running = containers.start(ContainerSpec.of("db:1"));
      Lease lease = new Lease(new Claim(0, Set.of()), gone -> {}, false);
      lease.started(running);
      Claim other = new Claim(1, Set.of());
      engine.failNext("connect", new EngineException(500, "no free addresses"));

      assertThatThrownBy(() -> lease.join(other, Set.of("db"))).hasMessageContaining("addresses");
      lease.join(other, Set.of("db"));
      lease.join(other, Set.of("db"));

      assertThat(engine.calls())
          .filteredOn(call -> call.startsWith("connect "))
          .hasSize(2); // the first has failed
    }
    assertThat(engine.leftovers()).isEmpty();
  }
}
