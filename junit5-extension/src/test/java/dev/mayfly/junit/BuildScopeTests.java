package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.ReadyWhen;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of a build, as one JVM of it sees them. */
final class BuildScopeTests {

  private static final Set<String> IDS = ConcurrentHashMap.newKeySet();

  private final TestRun run = new TestRun();

  @BeforeEach
  void meetIn(@TempDir Path folder) {
    IDS.clear();
    run.parameter("mayfly.build.dir", folder.toString()).parameter("mayfly.build.id", "test");
  }

  static class OrdersTestCase {
    @Container(scope = ContainerScope.BUILD)
    static final GenericContainer db = GenericContainer.of("db:1").env("A", "1");

    @Test
    void one() {
      IDS.add(db.running().id());
      assertThat(db.networkAlias()).isEqualTo("db");
    }
  }

  static class InvoicesTestCase {
    @Container(scope = ContainerScope.BUILD)
    static final GenericContainer invoices = GenericContainer.of("db:1").env("A", "1");

    @Container static final GenericContainer db = GenericContainer.of("cache:1");

    @Container(dependsOn = "invoices")
    final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void its_own_containers_find_it_by_its_name_here() {
      IDS.add(invoices.running().id());
      assertThat(app.exec("reach", "invoices").exitCode()).isZero();
      assertThat(app.exec("reach", "db").exitCode()).isZero();
    }
  }

  @Test
  void equal_descriptions_are_one_container_and_the_last_jvm_leaves_nothing() {
    run.answersWhoIsReached("app:1");

    run.succeeds(2, OrdersTestCase.class, InvoicesTestCase.class);

    assertThat(IDS).hasSize(1);
    assertThat(run.calls("start"))
        .filteredOn(call -> call.matches("start db-[0-9a-f]{8}"))
        .hasSize(1);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class SuiteTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer db = GenericContainer.of("db:1").env("A", "1");

    @Test
    void one() {
      IDS.add(db.running().id());
    }
  }

  @Test
  void what_is_shared_by_a_run_is_not_what_is_shared_by_a_build() {
    run.succeeds(2, OrdersTestCase.class, SuiteTestCase.class);

    assertThat(IDS).hasSize(2);
  }

  static class DependsTestCase {
    @Container(scope = ContainerScope.BUILD)
    static final GenericContainer db = GenericContainer.of("db:1").env("A", "1");

    @Container(scope = ContainerScope.BUILD, dependsOn = "db")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void one() {
      assertThat(app.exec("reach", "db").exitCode()).isZero();
    }
  }

  @Test
  void one_may_depend_on_another() {
    run.answersWhoIsReached("app:1");

    run.succeeds(1, DependsTestCase.class);
  }

  static class DependsOnNameOfAnotherTestCase {
    @Container(scope = ContainerScope.BUILD)
    static final GenericContainer db = GenericContainer.of("db:1").env("A", "2");

    @Container(scope = ContainerScope.BUILD, dependsOn = "db")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void one() {}
  }

  @Test
  void a_name_that_another_container_has_in_the_build_can_not_be_depended_on() {
    assertThat(run.failuresOf(OrdersTestCase.class, DependsOnNameOfAnotherTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("DependsOnNameOfAnotherTestCase.app depends on \"db\"")
                    .hasMessageContaining("the name of another container"));
  }

  static class LambdaTestCase {
    @Container(scope = ContainerScope.BUILD)
    static final GenericContainer db =
        GenericContainer.of("db:1").readyWhen(ReadyWhen.check("up", probe -> Look.ready()));

    @Test
    void one() {}
  }

  @Test
  void a_lambda_is_refused_before_anything_starts() {
    assertThat(run.failuresOf(LambdaTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("LambdaTestCase.db")
                    .hasMessageContaining("can't be shared by all JVMs of a build")
                    .hasMessageContaining("its option ready"));
    assertThat(run.calls("create", "start")).isEmpty();
  }

  static class NarrowTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container(scope = ContainerScope.BUILD, dependsOn = "db")
    static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void one() {}
  }

  @Test
  void it_can_not_depend_on_what_is_only_of_a_run() {
    assertThat(run.failuresOf(NarrowTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("it has scope BUILD and can't depend on \"db\""));
  }

  static class DefaultTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1").env("A", "1");

    @Test
    void one() {
      IDS.add(db.running().id());
    }
  }

  @Test
  void a_project_may_choose_it_for_all_static_fields() {
    run.parameter("mayfly.scope.static", "build")
        .succeeds(2, OrdersTestCase.class, DefaultTestCase.class);

    assertThat(IDS).hasSize(1);
  }
}
