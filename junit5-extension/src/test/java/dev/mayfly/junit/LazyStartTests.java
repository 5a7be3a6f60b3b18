package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** A handle starts its container when it is first asked for something. */
final class LazyStartTests {

  private final TestRun run = new TestRun();

  /** Stands for a framework that is set up before the containers' own turn. */
  static final class Framework implements BeforeAllCallback, TestInstancePostProcessor {
    @Override
    public void beforeAll(ExtensionContext context) {
      FrameworkTestCase.db.exec("framework");
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
      FrameworkTestCase.db.exec("framework again");
    }
  }

  @ExtendWith(Framework.class)
  static class FrameworkTestCase {
    @Container static final GenericContainer cache = GenericContainer.of("cache:1");

    @Container(dependsOn = "cache")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void test() {
      db.exec("test");
    }
  }

  @Test
  void other_extensions_can_use_a_container_before_its_turn() {
    run.succeeds(1, FrameworkTestCase.class);

    assertThat(run.calls("start", "exec"))
        .containsExactly(
            "start cache-1",
            "start db-2",
            "exec db-2 framework",
            "start app-3",
            "exec db-2 framework again",
            "exec db-2 test");
  }

  static class StaticInitialiserTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");
    static final int PORT = db.port(5432);

    @Test
    void never_runs() {}
  }

  @Test
  void a_static_initialiser_is_too_early_and_is_told_what_to_do() {
    assertThat(run.failuresOf(StaticInitialiserTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .rootCause()
                    .isInstanceOf(MayflyException.class)
                    .hasMessageContaining("belongs to no running test"));
    assertThat(run.calls()).isEmpty();
  }

  @Test
  void after_the_class_a_handle_says_that_it_belongs_to_no_test() {
    run.succeeds(1, FrameworkTestCase.class);

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(() -> FrameworkTestCase.db.port(5432))
        .withMessageContaining("belongs to no running test");
  }

  @Disabled("never runs")
  static class DisabledTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(image = "cache:1")
    static GenericContainer cache;

    @Test
    void never_runs() {}
  }

  @Test
  void nothing_is_started_for_a_disabled_class() {
    run.succeeds(0, DisabledTestCase.class);

    assertThat(run.calls()).isEmpty();
  }
}
