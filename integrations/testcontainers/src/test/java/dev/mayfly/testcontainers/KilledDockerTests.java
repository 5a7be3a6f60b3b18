package dev.mayfly.testcontainers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.DockerClientFactory;

/** A JVM that is killed leaves nothing of Testcontainers', also if another session sweeps first. */
@Tag("docker")
class KilledDockerTests {

  private static Process user(Map<String, String> variables, String... options) throws IOException {
    Stream<String> begin =
        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream<String> end =
        Stream.of("-cp", System.getProperty("java.class.path"), KilledUser.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.of(begin, Stream.of(options), end).flatMap(part -> part).toList());
    builder.environment().putAll(variables);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** By what Testcontainers would use another strategy, or none of ours at first. */
  static Stream<Map<String, String>> surroundings() {
    String engine = DockerClientFactory.instance().getTransportConfig().getDockerHost().toString();
    return Stream.of(
        Map.of(),
        Map.of("DOCKER_HOST", engine, "TESTCONTAINERS_REUSE_ENABLE", "true"),
        Map.of(
            "TESTCONTAINERS_DOCKER_CLIENT_STRATEGY",
            "org.testcontainers.dockerclient.UnixSocketClientProviderStrategy"));
  }

  @ParameterizedTest
  @MethodSource("surroundings")
  void nothing_is_left_after_a_kill_and_a_sweep(Map<String, String> variables) throws Exception {
    Process killed = user(variables);
    List<String> lines = new String(killed.getInputStream().readAllBytes(), UTF_8).lines().toList();
    String session = lines.get(lines.size() - 1);
    assertThat(killed.waitFor()).isEqualTo(9);
    assertThat(session).matches("[0-9a-f]{12}");
    assertThat(lines.subList(lines.size() - 3, lines.size())).containsOnly(session);

    try (Containers sweeping = Containers.open()) {
      sweeping.start(ContainerSpec.of("busybox:1.35").command("sleep", "1h"));
    }

    await().atMost(Duration.ofMinutes(2)).until(() -> EngineLook.of(session).isEmpty());
  }

  @Test
  void without_mayflys_engine_no_other_is_taken() throws Exception {
    Process lost = user(Map.of(), "-Dmayfly.engine=tcp://127.0.0.1:1");

    assertThat(new String(lost.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(lost.waitFor()).isEqualTo(1);
  }
}
