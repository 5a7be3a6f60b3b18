package dev.mayfly.junit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.engine.InMemoryEngine;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Containers that are spread over several engines. */
final class SpreadTests {

  private final TestRun run = new TestRun();
  private final List<InMemoryEngine> engines = Stream.of("a", "b", "c").map(run::engine).toList();

  @BeforeEach
  void spread() {
    run.parameter("mayfly.engines", "a, b, c");
  }

  private static List<String> started(InMemoryEngine engine) {
    return engine.calls().stream()
        .filter(call -> call.startsWith("start "))
        .map(call -> call.replaceAll("start mayfly-[0-9a-f]{12}-|-\\d+$", ""))
        .toList();
  }

  private List<List<String>> started() {
    return engines.stream().map(SpreadTests::started).toList();
  }

  static class OrdersTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");
    @Container static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void test(@Container(image = "cache:1") GenericContainer cache) {
      assertThat(List.of(db, app, cache)).allMatch(one -> one.running().isRunning());
    }
  }

  @Test
  void containers_of_a_class_are_together_where_engines_have_no_network_in_common() {
    run.succeeds(1, OrdersTestCase.class);

    assertThat(started()).extracting(List::size).containsExactlyInAnyOrder(3, 0, 0);
    assertThat(run.engine().calls()).isEmpty();
    assertThat(engines).allMatch(engine -> engine.leftovers().isEmpty());
  }

  static class SharedTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer db = GenericContainer.of("db:1");

    @Container static final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void test() {
      assertThat(db.running().isRunning()).isTrue();
    }
  }

  @Test
  void what_classes_share_is_on_the_first_and_so_are_those_that_share_it() {
    run.succeeds(1, SharedTestCase.class);

    assertThat(started(engines.get(0))).containsExactlyInAnyOrder("db", "app");
  }

  @Test
  void in_a_cluster_each_container_goes_to_the_least_loaded() {
    InMemoryEngine manager = engines.get(0);
    manager.joins(manager, "manager");
    engines.get(1).joins(manager, "b");
    engines.get(2).joins(manager, "c");

    run.succeeds(1, OrdersTestCase.class);

    assertThat(started()).allMatch(names -> names.size() == 1);
  }

  @Test
  void one_that_names_its_engine_is_there() {
    run.engine("d");

    run.succeeds(1, NamedTestCase.class);

    assertThat(started(run.engine("d"))).containsExactly("db");
    assertThat(started()).containsExactly(List.of(), List.of(), List.of());
  }

  static class NamedTestCase {
    @Container(engine = "d")
    static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void test() {
      assertThat(db.running().isRunning()).isTrue();
    }
  }

  @Test
  void classes_at_the_same_time_are_on_different_engines() {
    run.inParallel();
    run.succeeds(3, WaitingTestCase.class, WaitingTooTestCase.class, WaitingThirdTestCase.class);

    assertThat(started()).allMatch(names -> names.size() == 1);
  }

  private static final CyclicBarrier ALL_RUN = new CyclicBarrier(3);

  private static void awaitOthers() throws Exception {
    ALL_RUN.await(60, SECONDS);
  }

  static class WaitingTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void test() throws Exception {
      awaitOthers();
    }
  }

  static class WaitingTooTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void test() throws Exception {
      awaitOthers();
    }
  }

  static class WaitingThirdTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void test() throws Exception {
      awaitOthers();
    }
  }
}
