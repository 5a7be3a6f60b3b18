package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.GenericContainer;
import dev.mayfly.engine.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

  /** The folders of the services that a JVM has started. */
  private static List<Path> services(Process jvm) throws IOException {
    String name = "mayfly-podman-" + jvm.pid() + "-";
    try (Stream<Path> all = Files.list(TEMPORARY)) {
      return all.filter(path -> path.getFileName().toString().startsWith(name)).toList();
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

  private static void nothingIsLeftOf(Process jvm) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(services(jvm)).isEmpty();
              for (String kind : List.of("container", "network", "volume", "image")) {
                assertThat(podman(kind, "ls", "--quiet", "--filter", "label=dev.mayfly.session"))
                    .isEmpty();
              }
            });
  }

  /** Runs a program until it has said that it runs, and hands it over. */
  private static void run(Class<?> program, Consumer<Process> end) throws IOException {
    Process jvm =
        ForkedJvm.of(List.of("-Djava.io.tmpdir=" + TEMPORARY), program, List.of()).start();
    try (BufferedReader lines = jvm.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.lines().filter("running"::equals).findFirst()).isPresent();
      assertThat(services(jvm)).hasSize(1);
      end.accept(jvm);
    } finally {
      jvm.destroyForcibly();
    }
    nothingIsLeftOf(jvm);
  }

  private static void say(String word, Process jvm) {
    try (Writer stdin = jvm.outputWriter()) {
      stdin.write(word);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(jvm.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue()).isZero();
  }

  @Test
  void it_is_served_for_all_sessions_of_a_jvm_and_no_longer() throws IOException {
    run(Ended.class, jvm -> say("end", jvm));
  }

  @Test
  void a_jvm_that_is_killed_leaves_neither_containers_nor_the_service() throws IOException {
    run(Killed.class, Process::destroyForcibly);
  }

  @Test
  void the_doctor_tells_of_it() {
    assertThat(Doctor.examine(settings()))
        .filteredOn(finding -> finding.subject().equals("service"))
        .extracting(Finding::words)
        .containsExactly(
            "nothing listened, so a service of Podman was started; each JVM starts its own");
  }

  /** Has two sessions, the second of which ends first, says so, and ends when it is told to. */
  static final class Ended {

    private Ended() {}

    public static void main(String[] arguments) throws IOException {
      try (Containers first = Containers.open(settings())) {
        GenericContainer one = first.start("one", sleeping());
        try (Containers second = Containers.open(settings())) {
          second.start("two", sleeping());
        }
        assertThat(one.exec("echo", "hello").stdout()).isEqualTo("hello\n");
        System.out.println("running");
        System.in.readAllBytes();
      }
    }
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
