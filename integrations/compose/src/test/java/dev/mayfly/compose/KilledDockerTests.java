package dev.mayfly.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM that is killed leaves nothing of its projects. */
@NeedsCompose
@Tag("docker")
class KilledDockerTests {

  private static Process user() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledUser.class.getName(),
            "projects/rich/compose.yml")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void awaitNothingOf(String session) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .during(Duration.ofSeconds(5))
        .until(() -> EngineLook.of(session).isEmpty());
  }

  @Test
  void killed_while_compose_creates() throws Exception {
    Process user = user();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(user.getInputStream(), UTF_8))) {
      String session = lines.readLine();
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> EngineLook.of(session).stream().anyMatch(one -> one.contains("killed")));

      user.destroyForcibly().waitFor();

      awaitNothingOf(session);
    }
  }

  @Test
  void killed_while_it_runs() throws Exception {
    Process user = user();
    String[] lines = new String(user.getInputStream().readAllBytes(), UTF_8).split("\n");

    assertThat(lines[lines.length - 1]).isEqualTo("ready");
    assertThat(user.waitFor()).isEqualTo(9);
    awaitNothingOf(lines[0]);
  }
}
