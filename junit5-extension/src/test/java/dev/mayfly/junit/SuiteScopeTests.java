package dev.mayfly.junit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.Port;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import dev.mayfly.ready.ReadyWhen;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Containers that all classes of a run share. */
final class SuiteScopeTests {

  private static final Set<String> IDS = ConcurrentHashMap.newKeySet();

  private final TestRun run = new TestRun();

  @BeforeEach
  void forget() {
    IDS.clear();
  }

  static class OrdersTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer db = GenericContainer.of("db:1").env("A", "1");

    @Test
    void one() {
      IDS.add(db.running().id());
      assertThat(db.networkAlias()).isEqualTo("db");
    }
  }

  static class InvoicesTestCase {
    @Container(image = "db:1", env = "A=1", scope = ContainerScope.SUITE)
    GenericContainer db;

    @Test
    void one(
        @Container(image = "db:1", env = "A=1", scope = ContainerScope.SUITE)
            GenericContainer other) {
      IDS.add(db.running().id());
      IDS.add(other.running().id());
    }

    @Test
    void two() {
      IDS.add(db.running().id());
    }
  }

  @Test
  void equal_descriptions_are_one_container_until_the_end_of_the_run() {
    run.succeeds(3, OrdersTestCase.class, InvoicesTestCase.class);

    assertThat(IDS).hasSize(1);
    assertThat(run.calls("start", "remove CONTAINER"))
        .containsExactly("start db-1", "remove CONTAINER db-1");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Test
  void it_may_stay_until_the_jvm_has_ended_where_somebody_removes_it_then() {
    run.engine().localReapers().say("ready");
    run.parameter("mayfly.reaper.enabled", "true").parameter("mayfly.suite.end", "jvm");

    run.succeeds(1, OrdersTestCase.class);

    assertThat(run.calls("start", "remove CONTAINER"))
        .contains("start db-1")
        .doesNotContain("remove CONTAINER db-1");
    assertThat(run.engine().localReapers().heard()).containsExactly("last");
  }

  @Test
  void where_nobody_would_remove_it_then_it_goes_with_the_run() {
    run.parameter("mayfly.suite.end", "jvm");

    run.succeeds(1, OrdersTestCase.class);

    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class OtherNameTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer orders = GenericContainer.of("db:1").env("A", "1");

    @Container(dependsOn = "orders")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void it_is_found_under_the_name_that_the_class_gives_it() {
      IDS.add(orders.running().id());
      assertThat(orders.networkAlias()).isEqualTo("orders");
      assertThat(app.exec("reach", "orders").exitCode()).isZero();
      assertThat(app.exec("reach", "db").exitCode()).isEqualTo(1);
    }
  }

  @Test
  void a_class_may_call_it_by_another_name() {
    run.answersWhoIsReached("app:1");

    run.succeeds(2, OrdersTestCase.class, OtherNameTestCase.class);

    assertThat(IDS).hasSize(1);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class OwnDbTestCase {
    @Container static final GenericContainer db = GenericContainer.of("app:1");

    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer orders = GenericContainer.of("db:1").env("A", "1");

    @Test
    void an_own_container_may_have_its_first_name() {
      assertThat(db.running().id()).isNotEqualTo(orders.running().id());
      assertThat(db.exec("reach", "orders").exitCode()).isZero();
    }
  }

  @Test
  void an_own_container_with_the_same_name_is_on_another_network() {
    run.answersWhoIsReached("app:1");

    run.succeeds(3, OrdersTestCase.class, OwnDbTestCase.class, OtherNameTestCase.class);

    assertThat(run.calls("start")).filteredOn(call -> call.startsWith("start db-1")).hasSize(1);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class CrowdTestCase {
    private static final CyclicBarrier ALL = new CyclicBarrier(20);

    @RepeatedTest(20)
    void asks(@Container(image = "cache:1", scope = ContainerScope.SUITE) GenericContainer cache)
        throws Exception {
      ALL.await(20, SECONDS);
      IDS.add(cache.running().id());
    }
  }

  @Test
  void twenty_threads_that_ask_at_once_get_the_same() {
    run.inParallel()
        .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "20")
        .succeeds(20, CrowdTestCase.class);

    assertThat(IDS).hasSize(1);
    assertThat(run.calls("create", "start")).hasSize(2);
  }

  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class MurderTestCase {
    @Container(scope = ContainerScope.SUITE)
    final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void a_kills() {
      IDS.add(db.running().id());
      db.running().kill("SIGKILL");
    }

    @Test
    void b_removes() {
      IDS.add(db.running().id());
      db.running().close();
    }

    @Test
    void c_finds_it_well() {
      IDS.add(db.running().id());
      assertThat(db.running().isRunning()).isTrue();
    }
  }

  @Test
  void one_that_died_or_was_removed_is_replaced() {
    run.succeeds(3, MurderTestCase.class);

    assertThat(IDS).hasSize(3);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class HeldByOuterTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer db = onItsPort();

    private static GenericContainer onItsPort() {
      return GenericContainer.of("db:1")
          .customize(spec -> spec.fixedPort(15432, Port.tcp(5432)).readyWhen(ReadyWhen.running()));
    }

    @Test
    void kills() {
      IDS.add(db.running().id());
      db.running().kill("SIGKILL");
    }

    @Nested
    class Inner {
      @Container(scope = ContainerScope.SUITE)
      static final GenericContainer again = onItsPort();

      @Test
      void finds_it_well() {
        IDS.add(again.running().id());
        assertThat(again.running().isRunning()).isTrue();
      }
    }
  }

  @Test
  void one_that_died_with_a_port_of_its_own_is_replaced_while_others_hold_it() {
    run.succeeds(2, HeldByOuterTestCase.class);

    assertThat(IDS).hasSize(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Test
  void after_a_failed_start_the_next_class_tries_again() {
    run.engine().failNext("startContainer", new EngineException(500, "no space left", null));

    assertThat(run.failuresOf(OrdersTestCase.class, InvoicesTestCase.class)).hasSize(1);
    assertThat(IDS).hasSize(1);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class ParentTestCase {
    @Container(image = "db:1", scope = ContainerScope.SUITE)
    static RunningContainer db;

    @Test
    void one() throws Exception {
      IDS.add(db.id());
    }
  }

  static class ChildTestCase extends ParentTestCase {}

  @Test
  void an_inherited_field_of_a_running_container_keeps_its_value_between_classes() {
    run.inParallel().succeeds(2, ParentTestCase.class, ChildTestCase.class);

    assertThat(IDS).hasSize(1);
    assertThat(ParentTestCase.db).isNull();
  }

  static class PlainTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1").env("A", "1");
    @Container final GenericContainer cache = GenericContainer.of("cache:1");

    @Test
    void one() {
      IDS.add(db.running().id());
      IDS.add(cache.running().id());
    }

    @Test
    void two() {
      one();
    }
  }

  @Test
  void a_project_may_choose_other_defaults() {
    run.parameter("mayfly.scope.static", "suite")
        .parameter("mayfly.scope.instance", "class")
        .succeeds(3, PlainTestCase.class, OrdersTestCase.class);

    assertThat(IDS).hasSize(2);
  }

  @Test
  void a_default_that_is_no_scope_is_told() {
    run.parameter("mayfly.scope.static", "method");

    assertThat(run.failuresOf(PlainTestCase.class))
        .first()
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "Setting mayfly.scope.static is \"method\"; it must be one of [class, suite, build].");
    assertThat(run.calls()).isEmpty();
  }

  static class OneObjectTestCase {
    private static final GenericContainer DB = GenericContainer.of("db:1");

    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer db = DB;

    @Nested
    class Inner {
      @Container(scope = ContainerScope.SUITE)
      static final GenericContainer same = DB;

      @Test
      void is_the_same_container() {
        assertThat(same.running().id()).isEqualTo(db.running().id());
      }
    }
  }

  @Test
  void one_object_may_stand_for_a_shared_container_in_several_fields() {
    run.succeeds(1, OneObjectTestCase.class);
  }

  static class MigratedTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer migration =
        GenericContainer.of("db:1").readyWhen(ReadyWhen.exit(0));

    @Test
    void is_after_it() {
      IDS.add(migration.running().id());
    }
  }

  static class MigratedTooTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer migration =
        GenericContainer.of("db:1").readyWhen(ReadyWhen.exit(0));

    @Test
    void is_after_it() {
      IDS.add(migration.running().id());
    }
  }

  @Test
  void what_is_ready_by_having_ended_is_not_run_again() {
    run.engine().image("db:1").exits(0);

    run.succeeds(2, MigratedTestCase.class, MigratedTooTestCase.class);

    assertThat(IDS).hasSize(1);
  }
}
