package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.MayflyException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How commands end, and which can't be run. */
@DisabledOnOs(OS.WINDOWS)
class InvocationTests {

  private static Invocation shell(String script) {
    return Invocation.of(List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"));
  }

  @Test
  void one_that_takes_too_long_is_ended_with_all_it_has_started_and_says_its_last_words() {
    Invocation.Result result =
        shell("echo fetching >&2; sleep 600 & wait").limit(Duration.ofSeconds(1)).run();

    assertThat(result.exitCode()).isEqualTo(Invocation.ENDED);
    assertThat(result.stderr()).contains("fetching", "longer than 1 s");
  }

  @Test
  void an_interrupt_ends_it() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> shell("sleep 600 & wait").run())
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void only_one_that_is_missing_is_not_there(@TempDir Path folder) {
    assertThatThrownBy(() -> Invocation.of(List.of(folder + "/none"), Map.of()).run())
        .hasMessageContaining("it is not there");
    assertThatThrownBy(() -> Invocation.of(List.of(folder.toString()), Map.of()).run())
        .hasMessageNotContaining("it is not there")
        .hasMessageContaining("denied")
        .hasCauseInstanceOf(java.io.IOException.class);
    assertThat(Invocation.of(List.of(folder.toString()), Map.of()).tryRun()).isEmpty();
  }
}
