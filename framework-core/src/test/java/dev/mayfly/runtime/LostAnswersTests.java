package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.GenericContainer;
import dev.mayfly.Network;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an engine has done although nobody was told, and what an interrupted thread has to do. */
class LostAnswersTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine, "mayfly.leaks.fail", "true");

  LostAnswersTests() {
    engine.image("app:1");
  }

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private GenericContainer start(String alias) {
    return containers.start(alias, GenericContainer.of("app:1"));
  }

  @Test
  void a_network_that_was_made_unnoticed_is_used_by_the_next() {
    start("db");
    engine.loseAnswer("createNetwork");
    assertThatThrownBy(() -> start("cache")).hasMessageContaining("connection reset");

    RunningContainer app = start("app").running();

    assertThat(app.ipAddress(NetworkSpec.session())).isNotEmpty();
    assertThat(engine.leftovers()).filteredOn(left -> left.kind() == Kind.NETWORK).hasSize(1);
  }

  @Test
  void a_container_that_was_created_unnoticed_is_removed_at_once() {
    ContainerSpec named = ContainerSpec.of("app:1").name("fixed");
    engine.loseAnswer("createContainer");
    assertThatThrownBy(() -> containers.start(named)).hasMessageContaining("connection reset");
    assertThat(engine.leftovers()).isEmpty();

    assertThat(containers.start(named).name()).isEqualTo("fixed");
  }

  @Test
  void who_joined_a_network_unnoticed_can_join_it_again() {
    RunningContainer db = start("db").running();
    Network back = containers.network("back");
    engine.loseAnswer("connect");
    assertThatThrownBy(() -> db.connect(back, "db")).hasMessageContaining("connection reset");

    db.connect(back, "db");

    assertThat(db.ipAddress(back.spec())).isNotEmpty();
  }

  @Test
  void who_can_not_join_the_network_yet_is_no_fault_of_who_comes_next_and_joins_later() {
    RunningContainer db = start("db").running();
    engine.failNext("connect", new EngineException(500, "container is marked for removal"));

    start("app");

    assertThat(db.ipAddress(NetworkSpec.session())).isNotEmpty();
  }

  @Test
  void an_interrupted_thread_closes_a_container_and_stays_interrupted() {
    RunningContainer db = start("db").running();

    Thread.currentThread().interrupt();
    db.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(engine.leftovers()).extracting(EngineResource::id).doesNotContain(db.id());
  }

  @Test
  void an_interrupted_thread_closes_a_session_and_stays_interrupted() {
    start("db");
    start("app");

    Thread.currentThread().interrupt();
    containers.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void nobody_starts_before_those_it_may_look_for_have_joined_the_network() throws Exception {
    start("db");
    Gate joining = engine.blockNext("connect");
    CompletableFuture<GenericContainer> first = CompletableFuture.supplyAsync(() -> start("app"));
    joining.awaitArrival();
    FutureTask<GenericContainer> second = new FutureTask<>(() -> start("web"));
    Thread waiting = new Thread(second);
    waiting.start();
    await().until(() -> waiting.getState() == Thread.State.WAITING);

    assertThat(engine.calls()).filteredOn(call -> call.startsWith("create ")).hasSize(1);
    joining.open();

    assertThat(first.get().running().isRunning()).isTrue();
    assertThat(second.get().running().isRunning()).isTrue();
  }
}
