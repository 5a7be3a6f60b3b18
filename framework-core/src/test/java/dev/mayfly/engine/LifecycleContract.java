package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.Port;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.ready.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** From a container's creation to its removal. */
public interface LifecycleContract {

  Workbench bench();

  private ContainerEngine engine() {
    return bench().engine();
  }

  @Test
  default void a_created_container_has_a_name_and_does_not_run() {
    String name = bench().name("created");
    String id = engine().createContainer(bench().request(name, bench().sleeper().expose(8080)));

    ContainerState state = engine().inspectContainer(id);

    assertThat(state.id()).isEqualTo(id);
    assertThat(state.name()).isEqualTo(name);
    assertThat(state.status()).isEqualTo(Status.CREATED);
    assertThat(state.startedAt()).isEqualTo(Instant.EPOCH);
    assertThat(state.ports()).isEmpty();
    assertThat(state.hasEnded()).isFalse();
    assertThat(state.json()).contains(id);
  }

  @Test
  default void the_ports_of_a_running_container_are_reached_at_its_host() {
    String id = bench().start(bench().sleeper().expose(8080));

    ContainerState state = engine().inspectContainer(id);

    assertThat(state.host()).isNotBlank();
    assertThat(state.ports().get(Port.tcp(8080))).isPositive();
  }

  @Test
  default void a_container_that_ends_by_itself_leaves_its_exit_code() {
    String id = bench().start(bench().sh("echo bye; exit 3"));

    ContainerState state = bench().awaitEnd(id);

    assertThat(state.status()).isEqualTo(Status.EXITED);
    assertThat(state.exitCode()).isEqualTo(3);
    assertThat(state.oomKilled()).isFalse();
    assertThat(state.health()).isEqualTo(Probe.Health.NONE);
    assertThat(state.startedAt()).isAfter(Instant.EPOCH);
  }

  @Test
  default void a_container_gets_its_environment_user_directory_and_host_name() {
    String id =
        bench()
            .start(
                bench()
                    .sh("echo $GREETING; id -u; pwd; hostname")
                    .env("GREETING", "good day")
                    .user("1000")
                    .workingDirectory("/tmp")
                    .hostname("mayfly"));

    bench().awaitEnd(id);

    assertThat(Workbench.texts(engine().logs(id, Instant.EPOCH, 0)))
        .containsExactly("good day", "1000", "/tmp", "mayfly");
  }

  @Test
  default void an_entrypoint_replaces_that_of_the_image() {
    String id = bench().start(bench().sleeper().entrypoint("echo").command("hello", "there"));

    bench().awaitEnd(id);

    assertThat(Workbench.texts(engine().logs(id, Instant.EPOCH, 0))).containsExactly("hello there");
  }

  @Test
  default void starting_a_running_container_changes_nothing() {
    String id = bench().start(bench().sleeper());
    Instant started = engine().inspectContainer(id).startedAt();

    engine().startContainer(id);

    assertThat(engine().inspectContainer(id).status()).isEqualTo(Status.RUNNING);
    assertThat(engine().inspectContainer(id).startedAt()).isEqualTo(started);
  }

  @Test
  default void a_stopped_container_starts_again_with_its_files() {
    String id = bench().start(bench().sleeper());
    bench().exec(id, "sh", "-c", "echo kept > /tmp/file");
    engine().killContainer(id, "SIGKILL");
    Instant first = bench().awaitEnd(id).startedAt();

    engine().startContainer(id);

    assertThat(bench().exec(id, "cat", "/tmp/file").stdout()).isEqualTo("kept\n");
    assertThat(engine().inspectContainer(id).startedAt()).isAfter(first);
  }

  @Test
  default void stopping_sends_the_stop_signal_and_waits_for_the_end() {
    String id = bench().start(bench().sh("trap 'exit 7' TERM; echo up; sleep 600 & wait"));
    bench().awaitLine(id, "up");

    engine().stopContainer(id, Duration.ofSeconds(30));

    assertThat(engine().inspectContainer(id).status()).isEqualTo(Status.EXITED);
    assertThat(engine().inspectContainer(id).exitCode()).isEqualTo(7);
  }

  @Test
  default void stopping_kills_what_outlasts_its_grace() {
    String id = bench().start(bench().sh("trap '' TERM; echo up; sleep 600 & wait"));
    bench().awaitLine(id, "up");

    engine().stopContainer(id, Duration.ofSeconds(1));

    assertThat(engine().inspectContainer(id).status()).isEqualTo(Status.EXITED);
    assertThat(engine().inspectContainer(id).exitCode()).isEqualTo(137);
  }

  @Test
  default void stopping_what_does_not_run_does_nothing() {
    String id = bench().create(bench().sh("exit 0"));

    engine().stopContainer(id, Duration.ZERO);
    assertThat(engine().inspectContainer(id).status()).isEqualTo(Status.CREATED);

    engine().startContainer(id);
    bench().awaitEnd(id);
    engine().stopContainer(id, Duration.ZERO);
    assertThat(engine().inspectContainer(id).exitCode()).isZero();
  }

  @Test
  default void a_signal_reaches_the_process() {
    String id = bench().start(bench().sh("trap 'exit 9' HUP; echo up; sleep 600 & wait"));
    bench().awaitLine(id, "up");

    engine().killContainer(id, "SIGHUP");

    assertThat(bench().awaitEnd(id).exitCode()).isEqualTo(9);
  }

  @Test
  default void a_container_is_paused_and_goes_on() {
    bench().needs(Capability.PAUSE);
    String id = bench().start(bench().sleeper());

    engine().pauseContainer(id);
    assertThat(engine().inspectContainer(id).status()).isEqualTo(Status.PAUSED);

    engine().unpauseContainer(id);
    assertThat(engine().inspectContainer(id).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  default void a_running_container_is_removed() {
    String id = bench().start(bench().sleeper());

    engine().remove(Kind.CONTAINER, id);

    assertThat(engine().list(Kind.CONTAINER, Workbench.LABEL, bench().mark())).isEmpty();
  }

  @Test
  default void a_paused_container_is_removed() {
    bench().needs(Capability.PAUSE);
    String id = bench().start(bench().sleeper());
    engine().pauseContainer(id);

    engine().remove(Kind.CONTAINER, id);

    assertThat(engine().list(Kind.CONTAINER, Workbench.LABEL, bench().mark())).isEmpty();
  }

  @Test
  default void several_threads_may_remove_the_same_container() {
    String id = bench().start(bench().sleeper());

    var removals =
        List.of(1, 2, 3).stream()
            .map(i -> CompletableFuture.runAsync(() -> engine().remove(Kind.CONTAINER, id)))
            .toList();

    removals.forEach(CompletableFuture::join);
    assertThat(engine().list(Kind.CONTAINER, Workbench.LABEL, bench().mark())).isEmpty();
  }

  @Test
  default void containers_are_listed_by_label_with_and_without_value() {
    String one = bench().create(bench().sleeper().label(bench().mark(), "one"));
    String two = bench().start(bench().sleeper().label(bench().mark(), "two"));

    assertThat(engine().list(Kind.CONTAINER, bench().mark(), null))
        .extracting(EngineResource::id)
        .containsExactlyInAnyOrder(one, two);
    assertThat(engine().list(Kind.CONTAINER, bench().mark(), "two"))
        .singleElement()
        .satisfies(
            resource -> {
              assertThat(resource.id()).isEqualTo(two);
              assertThat(resource.kind()).isEqualTo(Kind.CONTAINER);
              assertThat(resource.name()).isEqualTo(engine().inspectContainer(two).name());
              assertThat(resource.labels())
                  .containsEntry(bench().mark(), "two")
                  .containsEntry(Workbench.LABEL, bench().mark());
            });
    assertThat(engine().list(Kind.CONTAINER, bench().mark(), "three")).isEmpty();
    assertThat(engine().list(Kind.NETWORK, bench().mark(), null)).isEmpty();
  }
}
