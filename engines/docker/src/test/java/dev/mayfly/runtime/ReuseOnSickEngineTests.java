package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.ReadyWhen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left for a next run on an engine that is killed and started again in between. */
@Tag("docker")
@Tag("chaos")
@Timeout(120)
class ReuseOnSickEngineTests {

  private static final String BUSYBOX = "busybox:1.35";

  private static final ContainerSpec COUNTER =
      ContainerSpec.of(BUSYBOX)
          .command("sh", "-c", "echo started >>/starts; echo up; exec sleep 600")
          .readyWhen(ReadyWhen.log("up"));

  @TempDir private Path folder;
  private OwnEngine engine;

  @BeforeEach
  void start() throws IOException {
    engine = OwnEngine.start(300, BUSYBOX);
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
  }

  private Containers open() {
    return Containers.open(
        Settings.of(
            Map.of(
                "mayfly.docker.host",
                engine.address(),
                "mayfly.build.dir",
                folder.toString(),
                "mayfly.reuse",
                "always",
                "mayfly.report",
                "off")));
  }

  private static RunningContainer lease(Containers run) {
    return run.orchestrator().lease(new StartRequest(COUNTER, "counter", "field T.counter"));
  }

  @Test
  void the_next_run_starts_it_again_with_what_it_has_stored() throws IOException {
    String id;
    try (Containers run = open()) {
      id = lease(run).id();
    }

    engine.kill();
    engine.startAgain();

    try (Containers run = open()) {
      RunningContainer again = lease(run);
      assertThat(again.id()).isEqualTo(id);
      assertThat(again.readFile("/starts")).asString().isEqualTo("started\nstarted\n");
    }
  }
}
