package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import dev.mayfly.MayflyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands inside a running container. */
public interface ExecContract {

  Workbench bench();

  private ContainerEngine engine() {
    return bench().engine();
  }

  @Test
  default void a_command_ends_with_its_exit_code_and_both_streams() {
    String id = bench().start(bench().sleeper());

    ExecResult result = bench().exec(id, "sh", "-c", "echo out; echo err >&2; exit 3");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
  }

  @Test
  default void a_command_gets_its_environment_user_and_directory() {
    String id = bench().start(bench().sleeper().env("GREETING", "hello"));

    ExecResult result =
        engine()
            .exec(
                id,
                ExecSpec.of("sh", "-c", "echo $GREETING; echo $WHO; id -u; pwd")
                    .env("WHO", "you")
                    .user("1000")
                    .workingDirectory("/tmp"),
                null);

    assertThat(result.stdout()).isEqualTo("hello\nyou\n1000\n/tmp\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  default void a_command_reads_its_standard_input_to_the_end() {
    String id = bench().start(bench().sleeper());

    ExecResult result = engine().exec(id, ExecSpec.of("cat").stdin("grüße\n"), null);

    assertThat(result.stdout()).isEqualTo("grüße\n");
    assertThat(bench().exec(id, "cat").stdout()).isEmpty();
  }

  @Test
  default void a_command_may_take_for_ever() {
    String id = bench().start(bench().sleeper());
    Duration forEver = ChronoUnit.FOREVER.getDuration();

    ExecSpec command = ExecSpec.of("sh", "-c", "echo done").timeout(forEver);

    assertThat(engine().exec(id, command, null).stdout()).isEqualTo("done\n");
  }

  @Test
  default void a_megabyte_of_any_bytes_goes_in_and_comes_out() {
    String id = bench().start(bench().sleeper());
    byte[] bytes = new byte[1 << 20];
    new Random(42).nextBytes(bytes);

    ExecResult result = engine().exec(id, ExecSpec.of("cat").stdin(bytes), null);

    assertThat(result.stdoutBytes()).isEqualTo(bytes);
  }

  @Test
  default void standard_output_goes_to_a_file(@TempDir Path folder) throws IOException {
    String id = bench().start(bench().sleeper());
    Path file = Files.writeString(folder.resolve("out"), "what was there before, and is longer");

    ExecResult result =
        engine().exec(id, ExecSpec.of("sh", "-c", "echo out; echo err >&2").stdoutTo(file), null);

    assertThat(Files.readString(file)).isEqualTo("out\n");
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).isEqualTo("err\n");
    assertThat(result.isWhole()).isTrue();
  }

  @Test
  default void a_file_that_can_not_be_written_is_told(@TempDir Path folder) {
    String id = bench().start(bench().sleeper());
    Path file = folder.resolve("no-such-folder").resolve("out");

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> engine().exec(id, ExecSpec.of("echo", "out").stdoutTo(file), null))
        .withMessageContainingAll("standard output", file.toString());
  }

  @Test
  default void output_is_handed_on_in_lines() {
    String id = bench().start(bench().sleeper());
    List<LogLine> lines = new CopyOnWriteArrayList<>();

    engine().exec(id, ExecSpec.of("sh", "-c", "echo one; echo two >&2; echo -n three"), lines::add);

    assertThat(lines).filteredOn(line -> line.stream() == Stream.STDOUT).hasSize(2);
    assertThat(Workbench.texts(lines)).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  default void a_command_that_takes_too_long_is_given_up() {
    String id = bench().start(bench().sleeper());
    ExecSpec slow = ExecSpec.of("sleep", "300").timeout(Duration.ofMillis(300));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine().exec(id, slow, null))
        .withMessageContaining("sleep 300")
        .matches(refusal -> refusal.status() == 408, "status 408");

    assertThat(bench().exec(id, "true").exitCode()).isZero();
  }

  @Test
  default void an_interrupted_thread_gives_up_and_stays_interrupted() {
    String id = bench().start(bench().sleeper());
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CompletableFuture<Throwable> refusal = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.currentThread().interrupt();
                refusal.complete(new AssertionError(bench().exec(id, "sleep", "300").toString()));
              } catch (EngineException e) {
                refusal.complete(e);
              }
              interrupted.complete(Thread.currentThread().isInterrupted());
            });

    thread.start();

    assertThat(refusal.join()).isInstanceOf(EngineException.class);
    assertThat(interrupted.join()).isTrue();
  }

  @Test
  default void a_program_that_is_not_there_is_no_success() {
    String id = bench().start(bench().sleeper());

    assertThat(bench().exec(id, "no-such-program").exitCode()).isIn(126, 127);
  }
}
