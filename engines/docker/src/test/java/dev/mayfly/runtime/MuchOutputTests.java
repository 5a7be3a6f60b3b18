package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.allOf;
import static dev.mayfly.ready.ReadyWhen.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.RunningContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Much output of real containers, taken by JVMs that have less memory than that. */
@Tag("docker")
// Hundreds of megabytes, on a machine that may have more to do.
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class MuchOutputTests {

  private static final int SIZE = 200 << 20;

  @TempDir private Path folder;

  /** The program of the JVMs that are looked at. */
  public static void main(String[] arguments) throws IOException {
    ContainerSpec box = ContainerSpec.of("busybox:1.35");
    try (Containers containers = Containers.open()) {
      if (arguments[0].equals("log")) {
        String print =
            "echo up; yes 0123456789abcdef | head -c 20000000; echo; echo done; sleep 600";
        containers.start(
            box.command("sh", "-c", print)
                .readyWhen(allOf(log("^done$"), log("^up$")))
                .startTimeout(Duration.ofMinutes(5)));
        System.out.println("is ready");
      } else {
        RunningContainer sleeper = containers.start(box.command("sleep", "600"));
        ExecSpec print =
            ExecSpec.of(
                "sh", "-c", "echo begin; yes 0123456789abcdef | head -c " + SIZE + "; echo end");
        ExecResult result =
            sleeper.exec(
                arguments[0].equals("file") ? print.stdoutTo(Path.of(arguments[1])) : print);
        String text = result.stdout();
        System.out.println(text.length() + " " + result.isWhole());
        System.out.println(text.startsWith("begin\n0123") + " " + text.endsWith("end\n"));
        text.lines().filter(line -> line.contains("left out")).forEach(System.out::println);
      }
    }
  }

  private List<String> run(String memory, String... arguments) throws IOException {
    Process jvm =
        ForkedJvm.of(
                List.of("-Xmx" + memory, "-Dstdout.encoding=UTF-8", "-Dmayfly.report=off"),
                MuchOutputTests.class,
                List.of(arguments))
            .start();
    try {
      return new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void of_much_output_the_begin_and_the_end_are_kept() throws IOException {
    List<String> said = run("256m", "exec");

    assertThat(said).hasSize(3);
    assertThat(said.get(0)).matches("1677\\d{4} false");
    assertThat(said.get(1)).isEqualTo("true true");
    assertThat(said.get(2)).contains("192937994 bytes left out; ExecSpec.stdoutTo(file) keeps all");
  }

  @Test
  void much_output_goes_to_a_file_in_whole() throws IOException {
    Path file = folder.resolve("out");

    List<String> said = run("64m", "file", file.toString());

    assertThat(said).startsWith("0 true");
    assertThat(Files.size(file)).isEqualTo(SIZE + "begin\nend\n".length());
  }

  @Test
  void readiness_finds_what_it_waits_for_in_a_long_log() throws IOException {
    assertThat(run("64m", "log")).containsExactly("is ready");
  }
}
