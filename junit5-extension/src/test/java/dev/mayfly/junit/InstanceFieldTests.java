package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Containers of instance fields: fresh for each test. */
final class InstanceFieldTests {

  private final TestRun run = new TestRun();

  static class FreshTestCase {
    @Container final GenericContainer db = GenericContainer.of("db:1");

    @BeforeEach
    void prepare() {
      db.exec("before");
    }

    @RepeatedTest(2)
    void test() {
      db.exec("test");
    }

    @AfterEach
    void tidy() {
      db.exec("after");
    }
  }

  @Test
  void each_test_has_a_container_of_its_own_from_before_each_to_after_each() {
    run.succeeds(2, FreshTestCase.class);

    assertThat(run.calls("start", "exec", "remove CONTAINER"))
        .containsExactly(
            "start db-1",
            "exec db-1 before",
            "exec db-1 test",
            "exec db-1 after",
            "remove CONTAINER db-1",
            "start db-2",
            "exec db-2 before",
            "exec db-2 test",
            "exec db-2 after",
            "remove CONTAINER db-2");
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class PerClassTestCase {
    @Container final GenericContainer db = GenericContainer.of("db:1");

    @Container(image = "cache:1")
    RunningContainer cache;

    @Container(image = "app:1")
    GenericContainer app;

    @BeforeAll
    void no_container_runs_yet() {
      assertThatExceptionOfType(MayflyException.class)
          .isThrownBy(db::running)
          .withMessageContaining("belongs to no running test")
          .withMessageContaining("scope = CLASS");
      assertThat(cache).isNull();
    }

    @RepeatedTest(2)
    void test() {
      db.exec("test");
      cache.exec(app.running().spec().image().describe());
    }
  }

  @Test
  void one_instance_for_all_tests_still_has_fresh_containers_for_each() {
    run.succeeds(2, PerClassTestCase.class);

    assertThat(run.calls("start")).hasSize(6);
    assertThat(run.calls("exec")).hasSize(4).doesNotHaveDuplicates();
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class OuterTestCase {
    @Container static final GenericContainer shared = GenericContainer.of("db:1");
    @Container final GenericContainer fresh = GenericContainer.of("cache:1");

    @Test
    void outer() {
      fresh.exec("outer");
    }

    @Nested
    class InnerTestCase {
      @Container static final GenericContainer sharedInside = GenericContainer.of("db:1");

      @Container(dependsOn = {"fresh", "shared", "sharedInside"})
      final GenericContainer app = GenericContainer.of("app:1");

      @RepeatedTest(2)
      void inner() {
        shared.exec("inner");
        sharedInside.exec("inner");
        fresh.exec("inner");
        app.exec("inner");
      }
    }
  }

  @Test
  void nested_tests_share_the_outer_class_and_have_fresh_containers_of_both_instances() {
    run.succeeds(3, OuterTestCase.class);

    assertThat(run.calls("start", "exec"))
        .containsExactly(
            "start shared-1",
            "start fresh-2",
            "exec fresh-2 outer",
            "start sharedInside-3",
            "start fresh-4",
            "start app-5",
            "exec shared-1 inner",
            "exec sharedInside-3 inner",
            "exec fresh-4 inner",
            "exec app-5 inner",
            "start fresh-6",
            "start app-7",
            "exec shared-1 inner",
            "exec sharedInside-3 inner",
            "exec fresh-6 inner",
            "exec app-7 inner");
  }

  static class FailingTestCase {
    @Container final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void fails() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void a_container_is_removed_when_its_test_fails() {
    assertThat(run.failuresOf(FailingTestCase.class)).hasSize(1);

    assertThat(run.calls("remove CONTAINER")).contains("remove CONTAINER db-1");
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneInstanceTestCase {
    @Container(scope = ContainerScope.CLASS)
    final GenericContainer db = GenericContainer.of("db:1");

    @Container final GenericContainer own = GenericContainer.of("app:1");

    private String before = "";

    @BeforeAll
    void before_all() {
      before = db.running().id();
    }

    @Test
    void one() {
      assertThat(db.running().id()).isEqualTo(before);
      assertThat(own.running().id()).isNotEqualTo(before);
    }

    @Test
    void two() {
      assertThat(db.running().id()).isEqualTo(before);
    }
  }

  @Test
  void one_that_all_tests_of_an_instance_share_is_there_before_all() {
    run.succeeds(2, OneInstanceTestCase.class);

    assertThat(run.calls("start")).hasSize(3);
    assertThat(run.engine().leftovers()).isEmpty();
  }
}
