package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.GenericContainer;
import org.junit.jupiter.api.Test;

/** What happens where no engine answers. */
final class MissingEngineTests {

  private final TestRun run = new TestRun();

  static class NeedyTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void test() {}
  }

  static class NeedyParameterTestCase {
    @Test
    void test(@Container(image = "db:1") GenericContainer db) {}

    @Test
    void needs_nothing() {}
  }

  @EnabledIfEngine
  static class AnnotatedTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void test() {}
  }

  static class AnnotatedMethodTestCase {
    @Test
    @EnabledIfEngine
    void needs_an_engine() {}

    @Test
    void needs_none() {}
  }

  @Test
  void a_test_fails_unless_told_otherwise() {
    assertThat(run.withoutEngine().failuresOf(NeedyTestCase.class))
        .singleElement()
        .isInstanceOf(EngineNotFoundException.class);
  }

  @Test
  void a_setting_skips_all_tests_with_containers() {
    run.withoutEngine().parameter("mayfly.engine.missing", "skip");

    var events = run.execute(NeedyTestCase.class, NeedyParameterTestCase.class).allEvents();

    events
        .assertThatEvents()
        .haveExactly(2, event(skippedWithReason("No engine answers at /nowhere.sock.")));
    events.assertStatistics(counts -> counts.failed(0));
  }

  @Test
  void an_annotation_skips_a_class_or_a_test() {
    var events =
        run.withoutEngine().execute(AnnotatedTestCase.class, AnnotatedMethodTestCase.class);

    events
        .allEvents()
        .assertThatEvents()
        .haveExactly(2, event(skippedWithReason("No engine answers at /nowhere.sock.")));
    events.testEvents().assertStatistics(counts -> counts.succeeded(1).failed(0));
  }

  @Test
  void nothing_is_skipped_where_an_engine_answers() {
    run.parameter("mayfly.engine.missing", "skip")
        .succeeds(
            6,
            NeedyTestCase.class,
            NeedyParameterTestCase.class,
            AnnotatedTestCase.class,
            AnnotatedMethodTestCase.class);
  }

  @Test
  void another_value_of_the_setting_is_refused() {
    assertThat(
            run.parameter("mayfly.engine.missing", "ignore").failuresOf(NeedyTestCase.class).get(0))
        .hasMessageContaining("mayfly.engine.missing is \"ignore\"; it must be skip or fail");
  }
}
