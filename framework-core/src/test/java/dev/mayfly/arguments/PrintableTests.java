package dev.mayfly.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ExecResult;
import dev.mayfly.ImageBuild;
import dev.mayfly.MayflyException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PrintableTests {

  @Test
  void what_a_terminal_would_obey_is_written_out() {
    assertThat(Printable.text("\u001b[31mred\u001b[0m\u0007\u0000\u007f\u009b"))
        .isEqualTo("\\u001b[31mred\\u001b[0m\\u0007\\u0000\\u007f\\u009b");
    assertThat(Printable.text("10 %\r20 %\r\nend")).isEqualTo("10 %\\r20 %\nend");
  }

  @Test
  void half_a_surrogate_pair_is_written_out_and_a_whole_one_stays() {
    assertThat(Printable.text("a\ud83db\ude00\ud83d")).isEqualTo("a\\ud83db\\ude00\\ud83d");
    assertThat(Printable.text("\ud83d\ude00 größer 日本")).isEqualTo("\ud83d\ude00 größer 日本");
  }

  @Test
  void lines_and_tabs_stay_in_a_text_and_not_on_a_line() {
    assertThat(Printable.text("a\n\tb")).isEqualTo("a\n\tb");
    assertThat(Printable.line("a\n\tb\r")).isEqualTo("a\\n\\tb\\r");
  }

  @Test
  void a_commands_output_does_not_rule_the_terminal_that_shows_its_failure() {
    byte[] red = "\u001b[31mno".getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> new ExecResult(1, red, red).orThrow())
        .withMessageContaining("stdout: \\u001b[31mno\nstderr: \\u001b[31mno");
    assertThat(ImageBuild.of(Path.of("a\u001bb")).describe()).endsWith("a\\u001bb/Dockerfile");
  }
}
