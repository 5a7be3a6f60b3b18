package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Keep;
import dev.mayfly.RunningContainer;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept for a look goes when its time is over, although its session is gone. */
@Tag("docker")
class KeptOnDockerTests {

  private final ContainerEngine engine = DockerEngine.open(Settings.load()::get);
  private final Containers containers =
      Containers.open(
          Settings.of(
              Map.of(
                  "mayfly.keep.for", "4s",
                  "mayfly.reaper.grace", "1s",
                  "mayfly.report", "off",
                  "mayfly.leaks.fail", "true")));

  @AfterEach
  void close() {
    containers.close();
    engine.close();
  }

  @Test
  void a_kept_container_runs_on_after_its_session_and_a_reaper_removes_it() {
    ContainerSpec spec = ContainerSpec.of("busybox:1.35").command("sleep", "600");
    RunningContainer kept =
        containers.orchestrator().start(new StartRequest(spec.keep(Keep.ON_FAILURE), "app", "app"));
    containers.orchestrator().start(new StartRequest(spec, "other", "other"));
    containers.orchestrator().keepOnFailure(List.of(kept));

    containers.close();

    assertThat(engine.inspectContainer(kept.id()).hasEnded()).isFalse();
    assertThat(left()).filteredOn(one -> one.name().contains("other")).isEmpty();
    assertThat(left()).filteredOn(one -> one.kind() == Kind.NETWORK).hasSize(1);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(left()).isEmpty());
  }

  private List<EngineResource> left() {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> engine.list(kind, Session.SESSION_LABEL, containers.sessionId()).stream())
        .toList();
  }
}
