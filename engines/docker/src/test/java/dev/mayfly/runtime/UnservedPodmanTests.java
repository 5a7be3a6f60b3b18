package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.GenericContainer;
import dev.mayfly.engine.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real Podman that nothing listens of; {@code testing/engines/run podman-unserved} has one. */
@Tag("docker")
@EnabledIfEnvironmentVariable(named = "TESTED_PODMAN", matches = ".+")
class UnservedPodmanTests {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private static Settings settings() {
    return Settings.of(Map.of("mayfly.report", "off", "mayfly.reaper.grace", "1s"));
  }

  private static GenericContainer sleeping() {
    return GenericContainer.of("busybox:1.35").command("sleep", "300");
  }

  private static List<Path> services() throws IOException {
    try (Stream<Path> all = Files.list(TEMPORARY)) {
      return all.filter(path -> path.getFileName().toString().startsWith("mayfly-podman")).toList();
    }
  }

  /** What the program itself says, by no service. */
  private static String podman(String... arguments) throws IOException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(System.getenv("TESTED_PODMAN")), Stream.of(arguments))
                    .toList())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static void nothingIsLeft() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(services()).isEmpty();
              for (String kind : List.of("container", "network", "volume")) {
                assertThat(podman(kind, "ls", "--quiet", "--filter", "label=dev.mayfly.session"))
                    .isEmpty();
              }
            });
  }

  @Test
  void it_is_served_for_a_session_and_no_longer() throws IOException {
    try (Containers containers = Containers.open(settings())) {
      GenericContainer one = containers.start("one", sleeping());
      assertThat(one.exec("echo", "hello").stdout()).isEqualTo("hello\n");
      assertThat(services()).isNotEmpty();
    }
    nothingIsLeft();
  }

  @Test
  void a_jvm_that_is_killed_leaves_neither_containers_nor_the_service() throws IOException {
    Process jvm =
        ForkedJvm.of(List.of("-Djava.io.tmpdir=" + TEMPORARY), Killed.class, List.of()).start();
    try (BufferedReader lines = jvm.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.lines().filter("running"::equals).findFirst()).isPresent();
      assertThat(services()).isNotEmpty();
    } finally {
      jvm.destroyForcibly();
    }
    nothingIsLeft();
  }

  @Test
  void the_doctor_tells_of_it() {
    assertThat(Doctor.examine(settings()))
        .filteredOn(finding -> finding.subject().equals("service"))
        .extracting(Finding::words)
        .containsExactly(
            "nothing listened, so a service of Podman was started; each JVM starts its own");
  }

  /** Starts a container, says so, and waits to be killed. */
  static final class Killed {

    private Killed() {}

    public static void main(String[] arguments) throws InterruptedException {
      Containers containers = Containers.open(settings());
      containers.start("one", sleeping());
      System.out.println("running");
      new Signal().await(Duration.ofMinutes(10));
    }
  }
}
