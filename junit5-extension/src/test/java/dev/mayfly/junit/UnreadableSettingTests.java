package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that can't be read fails the tests that need containers, before any is created. */
final class UnreadableSettingTests {

  private final TestRun run = new TestRun();

  static class NeedyTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void test() {}
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mayfly.reaper.enabled",
        "mayfly.sweep.enabled",
        "mayfly.early.enabled",
        "mayfly.early.memory",
        "mayfly.leaks.fail"
      })
  void nothing_begins_and_the_setting_is_named(String setting) {
    assertThat(run.parameter(setting, "perhaps").failuresOf(NeedyTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(DeclarationException.class)
                    .hasMessageContaining("Setting " + setting + " is \"perhaps\""));
    assertThat(run.calls("create", "start")).isEmpty();
  }
}
