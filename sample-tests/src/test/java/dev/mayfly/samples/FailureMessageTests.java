package dev.mayfly.samples;

import static dev.mayfly.ready.ReadyWhen.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A start that fails says what was wanted, what was seen, and what to try. */
@Tag("docker")
class FailureMessageTests {

  @Test
  void a_container_that_ends_at_once_is_explained() throws IOException {
    ContainerStartException failure =
        failureOf(
            box("echo reading /etc/app.conf; echo no license found; exit 3")
                .readyWhen(log("listening")));

    assertThat(steady(failure)).isEqualTo(expected("exits-at-once.txt"));
    assertThat(failure.exitCode()).hasValue(3);
    assertThat(failure.log()).hasSize(2);
  }

  @Test
  void a_container_that_is_not_ready_in_time_is_explained() throws IOException {
    ContainerStartException failure =
        failureOf(
            box("echo reading /etc/app.conf; sleep 1h")
                .readyWhen(log("listening"))
                .startTimeout(Duration.ofMillis(1_500)));

    assertThat(steady(failure)).isEqualTo(expected("not-ready.txt"));
    assertThat(failure.exitCode()).isEmpty();
  }

  @Test
  void a_program_that_the_image_lacks_is_explained() {
    ContainerStartException failure =
        failureOf(ContainerSpec.of("busybox:1.35").command("no-such-program"));

    assertThat(failure).hasMessageContaining("try: check command(…) and entrypoint(…)");
    assertThat(failure.phase()).isEqualTo(ContainerStartException.Phase.START);
  }

  @Test
  void a_port_that_is_not_exposed_is_explained_before_anything_starts() {
    assertThat(failureOf(box("sleep 1h").readyWhen(ReadyWhen.port(8080))))
        .hasMessageContaining("Readiness asks port 8080, which is not exposed")
        .hasMessageContaining("Add expose(8080)")
        .hasCauseInstanceOf(DeclarationException.class);
  }

  private static ContainerSpec box(String script) {
    return ContainerSpec.of("busybox:1.35").command("sh", "-c", script);
  }

  private static ContainerStartException failureOf(ContainerSpec spec) {
    try (Containers containers = Containers.open()) {
      return catchThrowableOfType(
          ContainerStartException.class, () -> containers.start("app", GenericContainer.of(spec)));
    }
  }

  /** The message with what differs between machines replaced by what does not change. */
  private static String steady(ContainerStartException failure) {
    return String.valueOf(failure.getMessage())
        .replaceAll("image: \\S+", "image: sha256:2cfd6e529163")
        .replaceAll("\\b\\d+ ms", "12 ms")
        .replaceAll("after [0-9.]+s", "after 1.5s");
  }

  private static String expected(String name) throws IOException {
    try (InputStream text = FailureMessageTests.class.getResourceAsStream("/failures/" + name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    }
  }
}
