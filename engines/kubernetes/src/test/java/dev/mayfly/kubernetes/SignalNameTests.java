package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but a signal's name or number comes to a container's shell. */
class SignalNameTests {

  @ParameterizedTest
  @CsvSource({
    "SIGHUP, HUP",
    "HUP, HUP",
    "sigusr1, USR1",
    "9, 9",
    "64, 64",
    "SIGRTMIN, 34",
    "SIGRTMIN+3, 37"
  })
  void it_is_what_every_shell_knows(String given, String word) {
    assertThat(SignalName.of(given).word()).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SIG", "SIGNOTHING", "0", "65", "HUP 1; touch /tmp/x; true", "-1"})
  void all_else_is_refused(String given) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> SignalName.of(given))
        .withMessageContainingAll("There is no signal \"" + given + "\"", "SIGHUP")
        .matches(refusal -> refusal.status() == 400);
  }

  @Test
  void a_kill_has_a_name_and_a_number() {
    assertThat(SignalName.of("SIGKILL").isKill()).isTrue();
    assertThat(SignalName.of("9").isKill()).isTrue();
    assertThat(SignalName.of("SIGTERM").isKill()).isFalse();
  }
}
