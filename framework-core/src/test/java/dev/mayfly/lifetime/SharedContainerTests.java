package dev.mayfly.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import dev.mayfly.runtime.StartRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container that several share, which is refused to one of them. */
final class SharedContainerTests {

  private static final StartRequest DB =
      new StartRequest(ContainerSpec.of("db:1"), "db", "field T.db");

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers =
      Containers.on(
          engine,
          Settings.of(
              Map.of(
                  "mayfly.reaper.enabled", "false",
                  "mayfly.sweep.enabled", "false",
                  "mayfly.report", "off")));
  private final SharedContainer shared =
      new SharedContainer(
          new AliasNetworks(),
          (request, home) -> containers.orchestrator().start(request),
          gone -> {});

  @BeforeEach
  void image() {
    engine.image("db:1");
  }

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  /** The first start waits behind the gate and is refused then. */
  private CompletableFuture<Lease> refused(Gate gate, StartRequest request)
      throws InterruptedException {
    engine.failNext("startContainer", new EngineException(403, "exceeded quota"));
    CompletableFuture<Lease> first = CompletableFuture.supplyAsync(() -> shared.take(request));
    gate.awaitArrival();
    return first;
  }

  /** Another one that waits for the first. */
  private CompletableFuture<RunningContainer> second(StartRequest request) {
    CompletableFuture<RunningContainer> taken = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                taken.complete(shared.take(request).container());
              } catch (RuntimeException e) {
                taken.completeExceptionally(e);
              }
            });
    thread.start();
    await().until(() -> thread.getState() == Thread.State.WAITING);
    return taken;
  }

  @Test
  void who_needs_it_now_tries_again_what_was_refused_ahead_of_time() throws Exception {
    Gate gate = engine.blockNext("createContainer");
    CompletableFuture<Lease> early = refused(gate, DB.aheadOfTime());
    CompletableFuture<RunningContainer> now = second(DB);
    gate.open();

    assertThat(now.join().isRunning()).isTrue();
    assertThatThrownBy(early::join).hasMessageContaining("exceeded quota");
  }

  @Test
  void who_does_not_need_it_yet_does_not_try_again() throws Exception {
    Gate gate = engine.blockNext("createContainer");
    CompletableFuture<Lease> early = refused(gate, DB.aheadOfTime());
    CompletableFuture<RunningContainer> other = second(DB.aheadOfTime());
    gate.open();

    assertThatThrownBy(other::join).hasMessageContaining("exceeded quota");
    assertThatThrownBy(early::join).isInstanceOf(CompletionException.class);
  }

  @Test
  void what_fails_when_it_is_needed_fails_for_all_who_wait() throws Exception {
    Gate gate = engine.blockNext("createContainer");
    CompletableFuture<Lease> first = refused(gate, DB);
    CompletableFuture<RunningContainer> other = second(DB);
    gate.open();

    assertThatThrownBy(other::join).hasMessageContaining("exceeded quota");
    assertThatThrownBy(first::join).hasMessageContaining("exceeded quota");
  }
}
