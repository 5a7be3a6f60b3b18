package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ContainerStartException;
import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.Gate;
import dev.mayfly.engine.InMemoryEngine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartedHandlesTests {

  private static final Settings SETTINGS =
      Settings.of(Map.of("mayfly.reaper.enabled", "false", "mayfly.sweep.enabled", "false"));

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = Containers.on(engine, SETTINGS);
  private final GenericContainer app = GenericContainer.of("app:1").expose(80);

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_handle_that_is_started_twice_has_one_container() {
    engine.image("app:1").listens(80);

    String first = containers.start("app", app).running().id();

    assertThat(containers.start("app", app).running().id()).isEqualTo(first);
    assertThat(containers.start(GenericContainer.of(app.slot().spec())).running().id())
        .isNotEqualTo(first);
  }

  @Test
  void two_threads_that_start_a_handle_at_once_have_one_container() throws Exception {
    Gate bound = new Gate();
    engine.image("app:1").listensAfter(bound, 80);
    CompletableFuture<String> one =
        CompletableFuture.supplyAsync(() -> containers.start(app).running().id());
    bound.awaitArrival();
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(app::running)
        .withMessageContaining("is being started");
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(() -> containers.start(app).running().id());

    bound.open();

    assertThat(one.get()).isEqualTo(other.get());
  }

  @Test
  void a_handle_that_was_stopped_is_started_again_and_one_that_was_closed_anew() {
    engine.image("app:1").listens(80);
    RunningContainer first = containers.start(app).running();

    first.stop(Duration.ZERO);
    assertThat(containers.start(app).running().id()).isEqualTo(first.id());
    assertThat(app.running().isRunning()).isTrue();

    first.close();
    assertThat(containers.start(app).running().id()).isNotEqualTo(first.id());
  }

  @Test
  void a_handle_that_did_not_start_can_be_started_again() {
    assertThatExceptionOfType(ContainerStartException.class)
        .isThrownBy(() -> containers.start(app));

    engine.image("app:1").listens(80);
    assertThat(containers.start(app).running().isRunning()).isTrue();
  }

  @Test
  void a_container_has_one_name() {
    engine.image("app:1").listens(80);
    containers.start("one", app);

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> containers.start("other", app))
        .withMessageContainingAll(
            "runs as \"one\"", "can't be started as \"other\"", "second handle");
  }

  @Test
  void a_name_has_one_container_until_that_is_closed() {
    engine.image("app:1").listens(80);
    engine.image("other:1").listens(80);
    GenericContainer other = GenericContainer.of("other:1").expose(80);
    containers.start("db", app);

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> containers.start("db", other))
        .withMessageContainingAll(
            "other:1", "can't be started as \"db\": app:1 has that name", "Take another name");
    assertThat(engine.calls()).filteredOn(call -> call.startsWith("create ")).hasSize(1);

    app.running().close();
    assertThat(containers.start("db", other).networkAlias()).isEqualTo("db");
  }

  @Test
  void a_name_that_a_failed_start_had_is_free() {
    assertThatExceptionOfType(ContainerStartException.class)
        .isThrownBy(() -> containers.start("db", GenericContainer.of("nosuch:1")));

    engine.image("app:1").listens(80);
    assertThat(containers.start("db", app).networkAlias()).isEqualTo("db");
  }

  @Test
  void a_name_is_taken_while_its_container_starts() throws Exception {
    Gate bound = new Gate();
    engine.image("app:1").listensAfter(bound, 80);
    CompletableFuture<GenericContainer> first =
        CompletableFuture.supplyAsync(() -> containers.start("db", app));
    bound.awaitArrival();

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> containers.start("db", GenericContainer.of("app:1")))
        .withMessageContaining("has that name");
    bound.open();
    assertThat(first.get().isRunning()).isTrue();
  }

  @Test
  void of_containers_without_names_each_has_one_of_its_own() {
    engine.image("app:1").listens(80);
    GenericContainer second = GenericContainer.of(app.slot().spec());
    GenericContainer third = GenericContainer.of(app.slot().spec());

    assertThat(containers.start(app).networkAlias()).isEqualTo("generic");
    assertThat(containers.start(second).networkAlias()).isEqualTo("generic-2");
    assertThat(containers.start(second).networkAlias()).isEqualTo("generic-2");
    app.running().close();
    assertThat(containers.start(third).networkAlias()).isEqualTo("generic");
    assertThat(containers.start(app).networkAlias()).isEqualTo("generic-3");
  }

  @Test
  void a_constant_can_be_started_in_one_session_after_the_other_and_not_in_two_at_once() {
    engine.image("app:1").listens(80);
    InMemoryEngine second = new InMemoryEngine();
    second.image("app:1").listens(80);
    String first = containers.start(app).running().id();
    try (Containers other = Containers.on(second, SETTINGS)) {
      assertThatExceptionOfType(MayflyException.class)
          .isThrownBy(() -> other.start(app))
          .withMessageContainingAll("another session's", "close that session first");
      assertThat(app.running().id()).isEqualTo(first);
      assertThat(second.leftovers()).isEmpty();

      containers.close();
      assertThat(other.start(app).running().isRunning()).isTrue();
    }
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(app::running)
        .withMessageContaining("belongs to no running test or session");
  }

  @Test
  void what_a_session_has_is_started_there_and_ended_by_nobody_else() {
    engine.image("app:1").listens(80);
    assertThat(app.isRunning()).isFalse();
    containers.start("app", app);
    String id = app.running().id();
    assertThat(app.isRunning()).isTrue();

    app.close();
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(app::stop)
        .withMessageContaining("running().stop(");
    assertThat(app.isRunning()).isTrue();

    app.running().stop(Duration.ZERO);
    assertThat(app.isRunning()).isFalse();
    app.stop();
    app.start();
    assertThat(app.running().id()).isEqualTo(id);
    assertThat(app.isRunning()).isTrue();
  }
}
