package dev.mayfly.testcontainers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.runtime.Containers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM that is killed leaves nothing of Testcontainers', also if another session sweeps first. */
@Tag("docker")
class KilledDockerTests {

  @Test
  void nothing_is_left_after_a_kill_and_a_sweep() throws Exception {
    Process killed =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    KilledUser.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new String(killed.getInputStream().readAllBytes(), UTF_8).lines().toList();
    String session = lines.get(lines.size() - 1);
    assertThat(killed.waitFor()).isEqualTo(9);
    assertThat(session).matches("[0-9a-f]{12}");

    try (Containers sweeping = Containers.open()) {
      sweeping.start(ContainerSpec.of("busybox:1.35").command("sleep", "1h"));
    }

    await().atMost(Duration.ofMinutes(2)).until(() -> EngineLook.of(session).isEmpty());
  }
}
