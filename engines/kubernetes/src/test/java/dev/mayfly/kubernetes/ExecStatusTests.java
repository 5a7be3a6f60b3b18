package dev.mayfly.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a command has ended is read from what an API server says, whatever that is. */
class ExecStatusTests {

  private static ExecStatus read(String text) {
    return ExecStatus.read(text.getBytes(UTF_8));
  }

  @Test
  void an_exit_code_is_among_the_causes() {
    assertThat(
            read(
                """
                {"status": "Failure", "reason": "NonZeroExitCode",
                 "details": {"causes": [{"reason": "ExitCode", "message": "7"}]}}"""))
        .isEqualTo(new ExecStatus(7, ""));
    assertThat(read("{\"status\": \"Success\"}")).isEqualTo(new ExecStatus(0, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>Bad Gateway</html>",
        "",
        "{\"status\": \"Failure\", \"reason\": \"NonZeroExitCode\"}",
        "{\"reason\": \"NonZeroExitCode\", \"details\": {\"causes\":"
            + " [{\"reason\": \"ExitCode\", \"message\": \"seven\"}]}}"
      })
  void what_is_none_of_the_apis_is_quoted(String text) {
    ExecStatus status = read(text);

    assertThat(status.exitCode()).isNull();
    assertThat(status.words()).contains(text);
  }
}
