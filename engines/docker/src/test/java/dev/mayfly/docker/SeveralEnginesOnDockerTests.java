package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One session on two real engines: this one and, where the tests run beside an engine of {@code
 * testing/engines}, the machine's own; else a second address of this one, whose sessions are two
 * all the same.
 */
@Tag("docker")
class SeveralEnginesOnDockerTests {

  private static final Path MACHINES_OWN = Path.of("/var/run/docker.sock");

  @TempDir private Path directory;
  private Optional<Relay> relay = Optional.empty();
  private String second = "";

  @BeforeEach
  void secondEngine() throws IOException {
    if (System.getenv("TESTED_ENGINE_FOLDER") != null) {
      second = "unix://" + MACHINES_OWN;
    } else {
      Path socket = directory.resolve("second.sock");
      relay = Optional.of(Relay.at(socket, TcpOnDockerTests.socket()));
      second = "unix://" + socket;
    }
  }

  @AfterEach
  void close() throws IOException {
    if (relay.isPresent()) {
      relay.get().close();
    }
  }

  private Containers open() {
    return Containers.open(
        Settings.load(
            name ->
                Optional.ofNullable(
                    Map.of(
                            "mayfly.engine.second",
                            second,
                            "mayfly.engine.gone",
                            "unix://" + directory.resolve("gone.sock"),
                            "mayfly.report",
                            "off")
                        .get(name)),
            java.util.Set.of("mayfly.engine.second", "mayfly.engine.gone")));
  }

  private static ContainerSpec sleeper() {
    return ContainerSpec.of("busybox:1.35").command("sleep", "1h");
  }

  private static List<EngineResource> containersOf(DockerEngine engine) {
    return engine.list(Kind.CONTAINER, "dev.mayfly.session", null);
  }

  private DockerEngine secondItself() {
    return DockerEngine.open(new EngineName(second, "the test"), setting -> Optional.empty());
  }

  private static String sessionOf(RunningContainer container, DockerEngine engine) {
    return containersOf(engine).stream()
        .filter(one -> one.id().equals(container.id()))
        .map(one -> one.labels().get("dev.mayfly.session"))
        .findFirst()
        .orElse("");
  }

  @Test
  void each_container_runs_where_it_says_in_a_session_of_its_engine() {
    try (DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
        DockerEngine other = secondItself()) {
      RunningContainer here;
      RunningContainer there;
      try (Containers containers = open()) {
        here = containers.start(sleeper());
        there = containers.start(sleeper().engine("second"));

        assertThat(here.exec("hostname").orThrow().stdout()).isNotEmpty();
        assertThat(there.exec("hostname").orThrow().stdout()).isNotEmpty();
        assertThat(sessionOf(here, engine)).isEqualTo(containers.sessionId());
        assertThat(sessionOf(there, other)).isNotEmpty().isNotEqualTo(containers.sessionId());
      }
      assertThat(sessionOf(here, engine)).isEmpty();
      assertThat(sessionOf(there, other)).isEmpty();
    }
  }

  @Test
  void one_that_does_not_answer_is_explained_and_hinders_no_other() {
    try (Containers containers = open()) {
      assertThatExceptionOfType(EngineNotFoundException.class)
          .isThrownBy(() -> containers.start(sleeper().engine("gone")))
          .withMessageContainingAll("setting mayfly.engine.gone", "gone.sock", "no such file");

      assertThat(containers.start(sleeper()).isRunning()).isTrue();
    }
  }
}
