package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ExecSpec;
import dev.mayfly.ImageName;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineResource.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an engine refuses: with a status, and with words that name what was asked for. */
public interface RefusalContract {

  /** Looks like an id and is none. */
  String UNKNOWN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  Workbench bench();

  private ContainerEngine engine() {
    return bench().engine();
  }

  private static EngineException refusal(ThrowingCallable call) {
    return assertThatExceptionOfType(EngineException.class).isThrownBy(call).actual();
  }

  @Test
  default void an_unknown_container_is_not_found_whatever_is_asked() {
    Map<String, ThrowingCallable> questions = new LinkedHashMap<>();
    questions.put("inspect", () -> engine().inspectContainer(UNKNOWN));
    questions.put("start", () -> engine().startContainer(UNKNOWN));
    questions.put("stop", () -> engine().stopContainer(UNKNOWN, Duration.ZERO));
    questions.put("kill", () -> engine().killContainer(UNKNOWN, "SIGKILL"));
    questions.put("pause", () -> engine().pauseContainer(UNKNOWN));
    questions.put("unpause", () -> engine().unpauseContainer(UNKNOWN));
    questions.put("logs", () -> engine().logs(UNKNOWN, Instant.EPOCH, 0));
    questions.put("exec", () -> engine().exec(UNKNOWN, ExecSpec.of("true"), null));
    questions.put("copy out", () -> engine().copyOut(UNKNOWN, "/etc", entry -> {}));
    questions.put(
        "copy in",
        () -> engine().copyIn(UNKNOWN, List.of(FileEntry.directory("/data", 0755, 0, 0))));
    questions.put(
        "commit", () -> engine().commit(UNKNOWN, ImageName.parse("no/image:1"), Map.of()));
    questions.put("stats", () -> engine().stats(UNKNOWN));

    questions.forEach(
        (question, call) -> {
          EngineException refusal = refusal(call);
          assertThat(refusal.status()).as(question).isEqualTo(404);
          assertThat(refusal.isNotFound()).as(question).isTrue();
          assertThat(refusal).as(question).hasMessageContaining(UNKNOWN);
        });
  }

  @Test
  default void removing_what_is_not_there_does_nothing() {
    for (Kind kind : Kind.values()) {
      assertThatNoException().as("%s", kind).isThrownBy(() -> engine().remove(kind, UNKNOWN));
    }
  }

  @Test
  default void an_unknown_image_can_not_be_run() {
    EngineException refusal =
        refusal(() -> bench().create(ContainerSpec.of("no.such.registry/nothing:3")));

    assertThat(refusal.status()).isEqualTo(404);
    assertThat(refusal).hasMessageContaining("no.such.registry/nothing:3");
  }

  @Test
  default void a_name_can_not_be_used_twice() {
    String name = bench().name("twice");
    engine().createContainer(bench().request(name, bench().sleeper()));

    EngineException refusal =
        refusal(() -> engine().createContainer(bench().request(name, bench().sleeper())));

    assertThat(refusal.isConflict()).isTrue();
    assertThat(refusal).hasMessageContaining(name);
  }

  @Test
  default void an_unknown_network_can_not_be_joined() {
    EngineException refusal =
        refusal(() -> bench().start(bench().sleeper(), new Endpoint("no-such-network", List.of())));

    assertThat(refusal.isNotFound()).isTrue();
    assertThat(refusal).hasMessageContaining("no-such-network");
  }

  @Test
  default void a_missing_program_does_not_start_and_says_so() {
    String id = bench().create(ContainerSpec.of(bench().image()).command("no-such-program"));

    EngineException refusal = refusal(() -> engine().startContainer(id));

    assertThat(refusal.status()).isBetween(400, 599);
    assertThat(refusal).hasMessageContaining("no-such-program");
    ContainerState state = engine().inspectContainer(id);
    assertThat(state.status()).isNotEqualTo(Status.RUNNING);
    // Podman 4 tells who starts it, and does not keep it.
    assertThat(state.error()).matches("(?s)|.*no-such-program.*");
  }

  @Test
  default void a_container_that_does_not_run_takes_no_command() {
    String id = bench().create(bench().sleeper());

    EngineException refusal = refusal(() -> bench().exec(id, "true"));

    assertThat(refusal.isConflict()).isTrue();
    assertThat(refusal).hasMessageContaining(id);
  }

  @Test
  default void a_paused_container_takes_no_command() {
    bench().needs(Capability.PAUSE);
    String id = bench().start(bench().sleeper());
    engine().pauseContainer(id);

    assertThat(refusal(() -> bench().exec(id, "true")).isConflict()).isTrue();

    engine().unpauseContainer(id);
    assertThat(bench().exec(id, "true").exitCode()).isZero();
  }

  @Test
  default void what_does_not_run_can_not_be_killed_or_paused() {
    String id = bench().create(bench().sleeper());

    assertThat(refusal(() -> engine().killContainer(id, "SIGTERM")).isConflict()).isTrue();
    assertThat(refusal(() -> engine().pauseContainer(id)).isConflict()).isTrue();
  }

  @Test
  default void a_missing_path_can_not_be_copied_out() {
    String id = bench().create(bench().sleeper());

    EngineException refusal = refusal(() -> engine().copyOut(id, "/no/such/path", entry -> {}));

    assertThat(refusal.isNotFound()).isTrue();
    assertThat(refusal).hasMessageContaining("/no/such/path");
  }

  @Test
  default void an_image_that_no_registry_has_can_not_be_pulled() {
    ImageName nowhere = ImageName.parse("127.0.0.1:1/nobody/nothing:1");

    EngineException refusal = refusal(() -> engine().pullImage(nowhere, null, line -> {}));

    assertThat(refusal).hasMessageContaining("127.0.0.1:1/nobody/nothing");
    assertThat(engine().findImage(nowhere)).isEmpty();
  }

  @Test
  default void a_second_network_of_the_same_name_is_refused() {
    bench().network("twice");

    EngineException refusal = refusal(() -> bench().network("twice"));

    assertThat(refusal.isConflict()).isTrue();
    assertThat(refusal).hasMessageContaining(bench().name("twice"));
  }

  @Test
  default void a_network_can_not_be_removed_under_a_running_container() {
    String network = bench().network("used");
    bench().start(bench().sleeper(), new Endpoint(network, List.of()));

    refusal(() -> engine().remove(Kind.NETWORK, network));

    assertThat(engine().findNetwork(network)).contains(network);
  }

  @Test
  default void a_container_can_not_join_a_network_that_is_not_there() {
    String id = bench().start(bench().sleeper());

    EngineException refusal = refusal(() -> engine().connect("no-such-network", id, List.of()));

    assertThat(refusal.isNotFound()).isTrue();
    assertThat(refusal).hasMessageContaining("no-such-network");
  }

  @Test
  default void a_subnet_that_is_none_is_refused() {
    NetworkSpec spec = NetworkSpec.of("subnet").subnet("999.1.1.0/24");

    EngineException refusal =
        refusal(() -> engine().createNetwork(bench().name("subnet"), spec, bench().labels()));

    assertThat(refusal.status()).isBetween(400, 599);
    assertThat(engine().findNetwork(bench().name("subnet"))).isEmpty();
  }
}
