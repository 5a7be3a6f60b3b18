package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** What several executions of tests in one launcher session share. */
@Tag("since-junit-5.13")
final class RunSessionsTests {

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
}
