package dev.mayfly.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ExecSpec;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is run in an image, run here: its input is never ended, as in a cluster. */
@EnabledOnOs(OS.LINUX)
final class ExecShellTests {

  private record Ended(int exitCode, String output) {}

  private static Ended run(ExecSpec command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(ExecShell.wrapped(command)).redirectErrorStream(true).start();
    write(process.getOutputStream(), command.stdin());
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private static void write(OutputStream input, byte[] bytes) {
    try {
      input.write(bytes);
      input.flush();
    } catch (IOException e) {
      // it reads no more, which is its own affair
    }
  }

  @Test
  void a_command_that_asks_for_nothing_is_run_as_it_is() {
    assertThat(ExecShell.wrapped(ExecSpec.of("redis-cli", "ping")))
        .containsExactly("redis-cli", "ping");
  }

  @Test
  void an_input_ends_where_it_ends() throws Exception {
    assertThat(run(ExecSpec.of("cat").stdin("grüße\n"))).isEqualTo(new Ended(0, "grüße\n"));
  }

  @Test
  void an_input_that_nobody_reads_holds_nothing_up() throws Exception {
    assertThat(run(ExecSpec.of("true").stdin(new byte[1 << 20])).exitCode()).isZero();
  }

  @Test
  void a_command_has_its_exit_code() throws Exception {
    assertThat(run(ExecSpec.of("sh", "-c", "exit 3").stdin("x").workingDirectory("/")))
        .isEqualTo(new Ended(3, ""));
  }

  @Test
  void a_directory_is_the_commands_and_no_word_is_the_shells() throws Exception {
    ExecSpec command =
        ExecSpec.of("sh", "-c", "pwd; echo \"$1\"", "sh", "$HOME; `id` 'x'")
            .workingDirectory("/usr/../tmp");

    assertThat(run(command)).isEqualTo(new Ended(0, "/tmp\n$HOME; `id` 'x'\n"));
  }

  @Test
  void variables_may_have_names_that_no_shell_takes() throws Exception {
    ExecSpec command = ExecSpec.of("env").env("my.name", "a b$c").workingDirectory("/");

    assertThat(run(command).output().lines()).contains("my.name=a b$c");
  }

  @Test
  void a_directory_that_is_not_there_is_told() throws Exception {
    Ended ended = run(ExecSpec.of("true").workingDirectory("/no/such"));

    assertThat(ended.exitCode()).isEqualTo(126);
    assertThat(ended.output()).contains("/no/such");
  }
}
