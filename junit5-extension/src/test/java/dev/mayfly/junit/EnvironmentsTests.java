package dev.mayfly.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.GenericContainer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** What several executions of tests in one launcher session share. */
@Tag("since-junit-5.13")
final class EnvironmentsTests {

  private static final Set<String> IDS = ConcurrentHashMap.newKeySet();

  private final SessionRun run = new SessionRun();

  @BeforeEach
  void forget() {
    IDS.clear();
  }

  static class OrdersTestCase {
    @Container(scope = ContainerScope.SUITE)
    static GenericContainer db = GenericContainer.of("db:1");

    @Container static GenericContainer cache = GenericContainer.of("cache:1");

    @Test
    void uses_both() {
      IDS.add(db.running().id());
      assertThat(cache.running().isRunning()).isTrue();
    }
  }

  static class InvoicesTestCase {
    @Container(scope = ContainerScope.SUITE)
    static GenericContainer store = GenericContainer.of("db:1");

    @Test
    void uses_it() {
      assertThat(store.networkAlias()).isEqualTo("store");
      IDS.add(store.running().id());
    }
  }

  @Test
  void classes_that_are_executed_one_by_one_share_a_container() {
    assertThat(run.executeEach(OrdersTestCase.class, InvoicesTestCase.class, OrdersTestCase.class))
        .isEmpty();

    assertThat(run.tests()).isEqualTo(3);
    assertThat(IDS).hasSize(1);
    assertThat(run.calls("start")).filteredOn(call -> call.contains("cache")).hasSize(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Suite
  @SelectClasses({OrdersTestCase.class, InvoicesTestCase.class})
  static class FirstSuite {}

  @Suite
  @SelectClasses(InvoicesTestCase.class)
  static class SecondSuite {}

  @Suite
  @SelectClasses(InvoicesTestCase.class)
  @ConfigurationParameter(key = "mayfly.start.timeout", value = "3m")
  static class OtherSuite {}

  @Test
  void suites_share_a_container_if_their_settings_are_equal() {
    assertThat(run.execute(FirstSuite.class, SecondSuite.class)).isEmpty();
    assertThat(run.tests()).isEqualTo(3);
    assertThat(IDS).hasSize(1);
  }

  @Test
  void a_suite_with_settings_of_its_own_has_a_container_of_its_own() {
    assertThat(run.execute(FirstSuite.class, OtherSuite.class)).isEmpty();
    assertThat(IDS).hasSize(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Suite
  @SelectClasses(InvoicesTestCase.class)
  @ConfigurationParameter(key = "mayfly.start.budget.db", value = "0.000001s")
  @ConfigurationParameter(key = "mayfly.start.budget.fail", value = "true")
  static class HurriedSuite {}

  @Test
  void an_images_own_budget_counts_in_a_session_that_is_shared() {
    assertThat(run.execute(HurriedSuite.class))
        .singleElement()
        .asString()
        .contains("mayfly.start.budget.db allows 0 ms");
  }

  @Test
  void a_misspelt_configuration_parameter_is_warned_of_once() {
    PrintStream console = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      run.parameter("mayfly.reaper.graze", "3s");
      assertThat(run.executeEach(OrdersTestCase.class, InvoicesTestCase.class)).isEmpty();
    } finally {
      System.setErr(console);
    }

    assertThat(written.toString(UTF_8))
        .containsOnlyOnce("No setting is called mayfly.reaper.graze");
  }

  @Test
  void a_listener_that_is_registered_twice_does_its_work_once() {
    assertThat(run.listeners(2).execute(OrdersTestCase.class, InvoicesTestCase.class)).isEmpty();

    assertThat(IDS).hasSize(1);
    assertThat(run.calls("start")).hasSize(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Test
  void an_engine_that_did_not_answer_is_not_looked_for_again_at_once() {
    AtomicInteger looks = new AtomicInteger();
    SessionRun late =
        new SessionRun(
            settings -> {
              looks.incrementAndGet();
              throw new EngineNotFoundException("No engine answers yet.");
            });
    late.parameter("mayfly.reaper.enabled", "false").parameter("mayfly.report", "off");

    assertThat(late.executeEach(InvoicesTestCase.class, InvoicesTestCase.class))
        .hasSize(2)
        .allSatisfy(failure -> assertThat(failure).hasMessageContaining("No engine answers yet"));
    assertThat(looks).hasValue(1);
  }
}
