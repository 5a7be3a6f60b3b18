package dev.mayfly.junit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mayfly.GenericContainer;
import dev.mayfly.NetworkSpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Classes and tests that run at the same time do not meet each other's containers. */
final class ParallelTests {

  private final TestRun run = new TestRun().inParallel();

  /** Holds two threads until both are here, so that what follows happens in both at once. */
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void forget() {
    SEEN.clear();
    BOTH.reset();
  }

  private static void meet() throws Exception {
    BOTH.await(20, SECONDS);
  }

  /** As in a library that a team shares. */
  interface Shared {
    @Container GenericContainer db = GenericContainer.of("db:1");
  }

  static class FirstTestCase implements Shared {
    @BeforeAll
    static void prepare() throws Exception {
      meet();
      assertThat(SEEN.add(db.running().id())).isTrue();
    }

    @BeforeAll
    @Timeout(value = 20, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    static void on_the_thread_of_a_timeout_before_all() {
      assertThat(db.running().isRunning()).isTrue();
    }

    @BeforeEach
    @AfterEach
    @Timeout(value = 20, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void on_the_thread_of_a_timeout_around_each() {
      assertThat(SEEN).contains(db.running().id());
    }

    @AfterAll
    @Timeout(value = 20, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    static void on_the_thread_of_a_timeout_after_all() {
      assertThat(SEEN).contains(db.running().id());
    }

    @Test
    void on_the_tests_thread() throws Exception {
      meet();
      assertThat(SEEN).contains(db.running().id());
      meet();
    }

    @Test
    @Timeout(value = 20, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void on_the_thread_of_a_timeout() throws Exception {
      assertThat(SEEN).contains(db.running().id());
    }

    @TestFactory
    Stream<DynamicTest> on_the_threads_of_dynamic_tests() {
      String id = db.running().id();
      return Stream.of("a", "b")
          .map(name -> dynamicTest(name, () -> assertThat(db.running().id()).isEqualTo(id)));
    }
  }

  static class SecondTestCase extends FirstTestCase {}

  @Test
  void the_same_constant_is_another_container_in_each_class() {
    run.succeeds(8, FirstTestCase.class, SecondTestCase.class);

    assertThat(SEEN).hasSize(2);
    assertThat(run.calls("start")).hasSize(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Test
  void classes_with_the_same_names_are_on_different_networks() {
    run.succeeds(8, FirstTestCase.class, SecondTestCase.class);

    assertThat(run.calls("createNetwork"))
        .singleElement()
        .asString()
        .startsWith("createNetwork lane-001");
  }

  static class SideBySideTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

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
      meet();
      assertThat(SEEN.add(app.running().id())).isTrue();
      NetworkSpec network =
          app.running().spec().networks().isEmpty()
              ? NetworkSpec.session()
              : app.running().spec().networks().get(0).network();
      assertThat(SEEN.add(network.name())).isTrue();
      assertThat(db.running().ipAddress(network)).isNotEmpty();
      meet();
    }
  }

  @Test
  void tests_of_a_class_reach_its_containers_and_not_each_others() {
    run.succeeds(2, SideBySideTestCase.class);

    assertThat(SEEN).hasSize(4);
    assertThat(run.calls("disconnect")).singleElement().asString().startsWith("disconnect db-1");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Execution(ExecutionMode.CONCURRENT)
  static class OneInstanceTestCase {
    @Container final GenericContainer app = GenericContainer.of("app:1");

    @Container(image = "cache:1")
    GenericContainer cache;

    @Test
    void one() throws Exception {
      check();
    }

    @Test
    void two() throws Exception {
      check();
    }

    private void check() throws Exception {
      meet();
      assertThat(SEEN.add(app.running().id())).isTrue();
      assertThat(SEEN.add(cache.running().id())).isTrue();
      meet();
    }
  }

  @Test
  void tests_that_share_an_instance_have_containers_of_their_own() {
    run.succeeds(2, OneInstanceTestCase.class);

    assertThat(SEEN).hasSize(4);
  }

  static class InterruptedTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Container(dependsOn = "db")
    final GenericContainer app = GenericContainer.of("app:1");

    @Test
    void one() throws Exception {
      end();
    }

    @Test
    void two() throws Exception {
      end();
    }

    private void end() throws Exception {
      meet();
      assertThat(app.running().isRunning()).isTrue();
      meet();
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_test_that_ends_interrupted_gives_all_back() {
    run.succeeds(2, InterruptedTestCase.class);

    assertThat(run.calls("disconnect")).singleElement().asString().startsWith("disconnect db-1");
    assertThat(run.engine().leftovers()).isEmpty();
  }
}
