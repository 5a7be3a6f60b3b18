package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands inside containers, and what comes of them. */
class ExecSpecTests {

  @Test
  void a_command_has_a_minute_and_nothing_to_read() {
    ExecSpec spec = ExecSpec.of("ls", "-l");

    assertThat(spec.command()).containsExactly("ls", "-l");
    assertThat(spec.stdin()).isEmpty();
    assertThat(spec.env()).isEmpty();
    assertThat(spec.user()).isNull();
    assertThat(spec.workingDirectory()).isNull();
    assertThat(spec.timeout()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void each_option_returns_a_copy() {
    ExecSpec plain = ExecSpec.of("cat");

    ExecSpec full =
        plain
            .stdin("ü")
            .env("A", "1")
            .env("B", "2")
            .user("70:70")
            .workingDirectory("/tmp")
            .timeout(Duration.ofSeconds(5));

    assertThat(full.stdin()).isEqualTo("ü".getBytes(StandardCharsets.UTF_8));
    assertThat(full.env()).isEqualTo(Map.of("A", "1", "B", "2"));
    assertThat(full.user()).isEqualTo("70:70");
    assertThat(full.workingDirectory()).isEqualTo("/tmp");
    assertThat(full.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(plain.stdin()).isEmpty();
    assertThat(plain.env()).isEmpty();
  }

  @Test
  void equal_commands_are_equal() {
    assertThat(ExecSpec.of("cat").stdin("x"))
        .isEqualTo(ExecSpec.of("cat").stdin("x"))
        .hasSameHashCodeAs(ExecSpec.of("cat").stdin("x"))
        .isNotEqualTo(ExecSpec.of("cat").stdin("y"));
  }

  @Test
  void what_is_read_can_not_be_changed_afterwards() {
    byte[] bytes = {1, 2};
    ExecSpec spec = ExecSpec.of("cat").stdin(bytes);

    bytes[0] = 9;
    spec.stdin()[1] = 9;

    assertThat(spec.stdin()).containsExactly(1, 2);
  }

  @Test
  void what_is_marked_as_secret_is_shown_nowhere() {
    ExecSpec spec = ExecSpec.of("login", "blue-sky-1").env("GREETING", "hi blue-sky-1");

    assertThat(spec).asString().contains("blue-sky-1");
    ExecSpec marked = spec.secret("blue-sky-1").secret("other-one");
    assertThat(marked).asString().doesNotContain("blue-sky-1").contains("[login, ***]");
    assertThat(marked.secrets().mask("sky: blue-sky-1, other-one")).isEqualTo("sky: ***, ***");
    assertThat(marked).isNotEqualTo(spec);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> marked.timeout(Duration.ZERO))
        .withMessageNotContaining("blue-sky-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.secret("abc"))
        .withMessageContainingAll("fewer than 4 characters", "Take a longer one.");
  }

  @Test
  void a_command_needs_a_program_and_time() {
    assertThatIllegalArgumentException()
        .isThrownBy(ExecSpec::of)
        .withMessageContaining("the program's name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExecSpec.of("ls").timeout(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExecSpec.of("ls").timeout(Duration.ofSeconds(-1)));
  }

  @Test
  void a_result_has_both_streams_as_text_and_bytes() {
    ExecResult result =
        new ExecResult(0, "ü".getBytes(StandardCharsets.UTF_8), new byte[] {'e', 'r', 'r'});

    assertThat(result.stdout()).isEqualTo("ü");
    assertThat(result.stdoutBytes()).hasSize(2);
    assertThat(result.stderr()).isEqualTo("err");
    assertThat(result.stderrBytes()).containsExactly('e', 'r', 'r');
    assertThat(result).hasToString("exit code 0, stdout \"ü\", stderr \"err\"");
  }

  @Test
  void a_result_can_not_be_changed() {
    byte[] out = {1};
    ExecResult result = new ExecResult(0, out, out);

    out[0] = 9;
    result.stdoutBytes()[0] = 9;
    result.stderrBytes()[0] = 9;

    assertThat(result.stdoutBytes()).containsExactly(1);
    assertThat(result.stderrBytes()).containsExactly(1);
  }

  @Test
  void a_failure_is_thrown_when_asked_for() {
    byte[] none = {};
    ExecResult success = new ExecResult(0, none, none);
    ExecResult failure = new ExecResult(2, "out".getBytes(), "no such table".getBytes());

    assertThatNoException().isThrownBy(success::orThrow);
    assertThat(success.orThrow()).isSameAs(success);
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(failure::orThrow)
        .withMessageContaining("exit code 2")
        .withMessageContaining("stdout: out")
        .withMessageContaining("stderr: no such table");
  }
}
