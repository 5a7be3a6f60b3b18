package dev.mayfly.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lines of a real container are handed on. */
@Tag("docker")
class LogDeliveryOnDockerTests {

  private static boolean isThere(String thread) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(thread));
  }

  @Test
  void a_real_containers_lines_reach_slf4j_under_its_name_without_secrets() {
    PrintStream console = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, UTF_8));
    try (Containers containers = Containers.open(loggingTo("slf4j"))) {
      ContainerSpec box =
          ContainerSpec.of("busybox:1.35")
              .env("BOX_TOKEN", "hunter2hunter2")
              .command("sh", "-c", "echo the token is $BOX_TOKEN; exec sleep 600");
      containers.orchestrator().start(new StartRequest(box, "spoken", "field T.box"));

      await().until(() -> written.toString(UTF_8).contains("the token is"));
    } finally {
      System.setErr(console);
    }

    assertThat(written.toString(UTF_8)).contains("INFO spoken - the token is ***");
    await().until(() -> !isThere("mayfly-log-spoken"));
  }

  private static Settings loggingTo(String target) {
    return Settings.load(
        name -> name.equals("mayfly.logs") ? Optional.of(target) : Optional.empty());
  }
}
