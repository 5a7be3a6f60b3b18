package dev.mayfly.junit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.DeclarationException;
import dev.mayfly.GenericContainer;
import dev.mayfly.Moment;
import dev.mayfly.Network;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Containers of instance fields and parameters that all tests of the class share. */
final class ClassScopeTests {

  private static final Set<String> IDS = ConcurrentHashMap.newKeySet();

  private final TestRun run = new TestRun();

  @BeforeEach
  void forget() {
    IDS.clear();
  }

  static class SharedTestCase {
    @Container(scope = ContainerScope.CLASS)
    final GenericContainer db = GenericContainer.of("db:1");

    @Container(scope = ContainerScope.CLASS)
    final GenericContainer replica = GenericContainer.of("db:1");

    @Container(scope = ContainerScope.CLASS, dependsOn = "db")
    final GenericContainer app = GenericContainer.of("app:1");

    void see(GenericContainer cache) {
      assertThat(db.running().id()).isNotEqualTo(replica.running().id());
      IDS.add(db.running().id());
      IDS.add(replica.running().id());
      IDS.add(app.running().id());
      IDS.add(cache.running().id());
    }

    @Test
    void one(@Container(image = "cache:1", scope = ContainerScope.CLASS) GenericContainer cache) {
      see(cache);
    }

    @Test
    void two(@Container(image = "cache:1", scope = ContainerScope.CLASS) GenericContainer cache) {
      see(cache);
    }

    @Nested
    class Inner {
      @Test
      void three() {
        IDS.add(db.running().id());
      }
    }
  }

  static class OtherTestCase {
    @Container(image = "db:1", scope = ContainerScope.CLASS)
    GenericContainer db;

    @Test
    void has_its_own() {
      assertThat(IDS).doesNotContain(db.running().id());
    }
  }

  @Test
  void tests_share_them_by_name_and_other_classes_do_not() {
    run.succeeds(4, SharedTestCase.class, OtherTestCase.class);

    assertThat(IDS).hasSize(4);
    assertThat(run.calls("start")).hasSize(5);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Test
  void they_are_gone_when_the_class_is_over() {
    run.succeeds(4, SharedTestCase.class, OtherTestCase.class);

    assertThat(run.calls("start", "remove CONTAINER").subList(0, 8))
        .filteredOn(call -> call.startsWith("remove"))
        .hasSize(4);
  }

  static class SideBySideTestCase {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Container(scope = ContainerScope.CLASS)
    final GenericContainer db = GenericContainer.of("db:1");

    @Container(dependsOn = "db")
    final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void one() throws Exception {
      check();
    }

    @Test
    void two() throws Exception {
      check();
    }

    private void check() throws Exception {
      BOTH.await(20, SECONDS);
      IDS.add(db.running().id());
      assertThat(IDS.add(app.running().id())).isTrue();
      assertThat(app.exec("reach", "db").exitCode()).isZero();
      assertThat(app.exec("reach", "other").exitCode()).isEqualTo(1);
      BOTH.await(20, SECONDS);
    }
  }

  @Test
  void tests_that_run_in_parallel_find_it_beside_their_own() {
    run.answersWhoIsReached("app:1");

    run.inParallel().succeeds(2, SideBySideTestCase.class);

    assertThat(IDS).hasSize(3);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class WrongScopesTestCase {
    @Container(scope = ContainerScope.METHOD)
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container(scope = ContainerScope.SUITE)
    static final Network net = Network.of("net");

    @Container static final GenericContainer own = GenericContainer.of("db:1");

    @Container(scope = ContainerScope.SUITE, dependsOn = "own")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void never_runs() {}
  }

  @Test
  void scopes_that_can_not_be_are_told() {
    assertThat(run.failuresOf(WrongScopesTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains(
            "WrongScopesTestCase.db: it is static, so all tests share it and it can't have scope"
                + " METHOD; drop static, or the scope.")
        .contains(
            "WrongScopesTestCase.net: a network has no scope, it is there for the whole run; drop"
                + " the scope.")
        .contains(
            "WrongScopesTestCase.app: it has scope SUITE and can't depend on \"own\" with scope"
                + " CLASS; give that one scope SUITE too.");
    assertThat(run.calls()).isEmpty();
  }

  static class LambdaTestCase {
    private final String mine = toString();

    @Container(scope = ContainerScope.CLASS)
    final GenericContainer db =
        GenericContainer.of("db:1")
            .readyWhen(
                ReadyWhen.check(
                    "mine", target -> mine.isEmpty() ? Look.notYet("no") : Look.ready()));

    @Test
    void never_runs() {}
  }

  @Test
  void a_lambda_that_is_made_for_each_test_can_not_be_shared() {
    assertThat(run.failuresOf(LambdaTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "Wrong declaration, field ClassScopeTests.LambdaTestCase.db: its readiness (a lambda in"
                + " ClassScopeTests.LambdaTestCase) is made anew for each test, so no two tests"
                + " could share the container; make that a record, or the field static.");
    assertThat(run.calls()).isEmpty();
  }

  static class HookTestCase {
    private final String mine = toString();

    @Container(scope = ContainerScope.CLASS)
    final GenericContainer db =
        GenericContainer.of("db:1")
            .customize(spec -> spec.when(Moment.READY, occasion -> IDS.add(mine)));

    @Container(scope = ContainerScope.CLASS)
    final GenericContainer app =
        GenericContainer.of("app:1").customize(spec -> spec.logConsumer(line -> IDS.add(mine)));

    @Test
    void never_runs() {}
  }

  @Test
  void nor_can_a_hook_or_a_consumer_of_logs_that_is() {
    assertThat(run.failuresOf(HookTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("db: its hook (a lambda in ClassScopeTests.HookTestCase) is made anew")
        .contains("app: its log consumer (a lambda in ClassScopeTests.HookTestCase) is made anew");
    assertThat(run.calls()).isEmpty();
  }

  static class ConstantLambdaTestCase {
    private static final Readiness ALWAYS = ReadyWhen.check("always", target -> Look.ready());

    @Container(scope = ContainerScope.CLASS)
    final GenericContainer db = GenericContainer.of("db:1").readyWhen(ALWAYS);

    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer app = GenericContainer.of("app:1").readyWhen(ALWAYS);

    @Test
    void one() {
      IDS.add(db.running().id());
    }

    @Test
    void two() {
      IDS.add(db.running().id());
    }
  }

  @Test
  void a_lambda_that_is_one_constant_can_be_shared() {
    run.succeeds(2, ConstantLambdaTestCase.class);

    assertThat(IDS).hasSize(1);
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class AskedTooEarlyTestCase {
    @Container(image = "db:1")
    private GenericContainer db;

    @BeforeAll
    void prepare() {
      db.exec("prepare");
    }

    @Test
    void never_begins() {}
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class RunningTooEarlyTestCase {
    @Container(image = "db:1")
    private RunningContainer db;

    @BeforeAll
    void prepare() {
      db.exec("prepare");
    }

    @Test
    void never_begins() {}
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class SliceTooEarlyTestCase {
    @Container private static final SlicedFixture db = SlicedFixture.of("db:1");
    @Isolated private SlicedFixture.Room room;

    @BeforeAll
    void prepare() {
      room.name();
    }

    @Test
    void never_begins() {}
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OtherNullTestCase {
    @Container(image = "db:1")
    private GenericContainer db;

    private String mine;

    @BeforeAll
    void prepare() {
      mine.strip();
    }

    @Test
    void never_begins() {}
  }

  @Test
  void a_field_that_before_all_asks_too_early_is_told_with_what_to_do() {
    for (Class<?> testCase : List.of(AskedTooEarlyTestCase.class, RunningTooEarlyTestCase.class)) {
      assertThat(run.failuresOf(testCase))
          .singleElement()
          .satisfies(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(DeclarationException.class)
                      .hasMessageContainingAll(
                          testCase.getSimpleName() + ".db: it is null outside of tests",
                          "scope = CLASS")
                      .hasCauseInstanceOf(NullPointerException.class));
    }
    assertThat(run.failuresOf(SliceTooEarlyTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("SliceTooEarlyTestCase.room: it is null outside of tests");
    assertThat(run.failuresOf(OtherNullTestCase.class))
        .singleElement()
        .isInstanceOf(NullPointerException.class);
  }
}
