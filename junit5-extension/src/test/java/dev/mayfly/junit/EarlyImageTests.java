package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Images that a plan needs are fetched before its first test. */
@Tag("since-junit-5.13")
final class EarlyImageTests {

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private static final AtomicReference<SessionRun> CURRENT = new AtomicReference<>();

  private final SessionRun run = new SessionRun();

  @BeforeEach
  void begin() {
    SEEN.clear();
    CURRENT.set(run);
  }

  static class FirstTestCase {
    @Test
    void begins_when_both_images_are_there() {
      await().until(() -> CURRENT.get().calls("pull").size() == 2);
      SEEN.add("first test");
    }

    @Test
    void asks_for_one(@Container(image = "needed:1") RunningContainer one) {}
  }

  static class RecordingTestCase {
    static {
      SEEN.add("second class");
    }

    @Container(image = "later:1")
    static GenericContainer later;

    @Test
    void test() {}
  }

  static class SecondTestCase {
    @Container(image = "later:1")
    static GenericContainer later;

    @Test
    void test() {}
  }

  @Test
  void images_of_later_classes_are_pulled_and_the_classes_stay_uninitialised() {
    run.engine().registry("needed:1");
    run.engine().registry("later:1");

    assertThat(run.execute(FirstTestCase.class, RecordingTestCase.class)).isEmpty();

    assertThat(run.calls("pull")).containsExactlyInAnyOrder("pull needed:1", "pull later:1");
    assertThat(SEEN).containsExactly("first test", "second class");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class ChoiceTestCase {
    @Test
    void needs_none() {}

    @Test
    void needs_one(@Container(image = "needed:1") RunningContainer one) {}
  }

  @Test
  void what_was_not_selected_is_not_fetched() {
    run.engine().registry("needed:1");

    run.execute(selectMethod(ChoiceTestCase.class, "needs_none"));

    assertThat(run.engine().calls()).isEmpty();
  }

  @Test
  void a_failed_pull_is_told_where_the_container_starts() {
    assertThat(run.execute(SecondTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("field EarlyImageTests.SecondTestCase.later")
                    .hasMessageContaining("later:1"));
  }

  @Disabled("never runs")
  static class DisabledTestCase {
    @Container(image = "later:1")
    static GenericContainer db;

    @Test
    void never_runs() {}
  }

  @DisabledIfSystemProperty(named = "java.version", matches = ".*")
  static class ConditionTestCase {
    @Container(image = "later:1")
    static GenericContainer db;

    @Test
    void never_runs() {}
  }

  static class PlainTestCase {
    @Test
    void test() {
      SEEN.addAll(CURRENT.get().calls("pull"));
    }
  }

  @Test
  void nothing_is_asked_for_tests_that_are_or_may_be_disabled_or_need_no_container() {
    assertThat(run.execute(DisabledTestCase.class, ConditionTestCase.class, PlainTestCase.class))
        .isEmpty();

    assertThat(run.tests()).isOne();
    assertThat(run.engine().calls()).isEmpty();
  }

  @Test
  void it_can_be_switched_off() {
    run.engine().registry("later:1");
    run.parameter("mayfly.early.enabled", "false");

    assertThat(run.execute(PlainTestCase.class, SecondTestCase.class)).isEmpty();

    assertThat(SEEN).isEmpty();
    assertThat(run.calls("pull")).containsExactly("pull later:1");
  }
}
