package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers of parameters: each lives as long as what its method prepares. */
final class ParameterTests {

  private final TestRun run = new TestRun();

  static class TestMethodTestCase {
    @Test
    void handle(@Container FixtureContainer one, TestInfo info) {
      one.exec(info.getDisplayName());
    }

    @RepeatedTest(2)
    void running(@Container(image = "db:1") RunningContainer one) {
      one.exec("repeated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void argument(String argument, @Container(image = "cache:1") GenericContainer one) {
      one.exec(argument);
    }
  }

  @Test
  void test_methods_of_all_kinds_are_given_containers_beside_other_arguments() {
    run.succeeds(5, TestMethodTestCase.class);

    assertThat(run.calls("start")).hasSize(5);
    assertThat(run.calls("exec")).hasSize(5).doesNotHaveDuplicates();
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class LifecycleTestCase {
    private final GenericContainer mine;

    LifecycleTestCase(@Container(image = "db:1") GenericContainer mine) {
      this.mine = mine;
      mine.exec("constructor");
    }

    @BeforeAll
    static void prepareAll(@Container(image = "cache:1") GenericContainer shared) {
      shared.exec("beforeAll");
    }

    @BeforeEach
    void prepare(@Container(image = "app:1") GenericContainer fresh) {
      fresh.exec("beforeEach");
    }

    @RepeatedTest(2)
    void test() {
      mine.exec("test");
    }
  }

  @Test
  @Tag("since-junit-5.12")
  void a_parameter_of_before_all_lives_as_long_as_the_class_and_others_as_long_as_the_test() {
    run.succeeds(2, LifecycleTestCase.class);

    assertThat(run.calls("exec", "remove CONTAINER"))
        .startsWith("exec cache-1 beforeAll", "exec db-2 constructor", "exec app-3 beforeEach")
        .containsSubsequence("exec db-2 test", "remove CONTAINER db-2", "exec db-4 constructor")
        .containsSubsequence("exec db-4 test", "remove CONTAINER db-4", "remove CONTAINER cache-1");
  }

  record RecordTestCase(@Container(image = "db:1") GenericContainer db) {
    @Container static final GenericContainer cache = GenericContainer.of("cache:1");

    @RepeatedTest(2)
    void test() {
      db.exec(cache.networkAlias());
    }
  }

  @Test
  @Tag("since-junit-5.12")
  void a_component_of_a_record_is_a_parameter_of_its_constructor() {
    run.succeeds(2, RecordTestCase.class);

    assertThat(run.calls("exec")).containsExactly("exec db-2 cache", "exec db-3 cache");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  /** What Kotlin makes of {@code class T(@Container(image = "db:1") val db: GenericContainer)}. */
  static class PropertyTestCase {
    @Container(image = "db:1")
    private final GenericContainer db;

    @Container(image = "app:1", dependsOn = "db")
    private GenericContainer app;

    PropertyTestCase(@Container(image = "db:1") GenericContainer db) {
      this.db = db;
    }

    @RepeatedTest(2)
    void test() {
      app.exec(db.networkAlias());
    }
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OnePropertyTestCase {
    @Container(image = "db:1")
    private final RunningContainer db;

    OnePropertyTestCase(@Container(image = "db:1") RunningContainer db) {
      this.db = db;
    }

    @RepeatedTest(2)
    void test() {
      db.exec("test");
    }
  }

  @Test
  @Tag("since-junit-5.12")
  void a_field_that_holds_what_its_constructor_was_given_is_no_second_declaration() {
    run.succeeds(2, PropertyTestCase.class);
    assertThat(run.calls("exec")).containsExactly("exec app-2 db", "exec app-4 db");

    TestRun one = new TestRun();
    one.succeeds(2, OnePropertyTestCase.class);
    assertThat(one.calls("start")).containsExactly("start db-1");
    assertThat(one.engine().leftovers()).isEmpty();
  }

  static class FactoryTestCase {
    @TestFactory
    Stream<DynamicTest> dynamic(@Container(image = "db:1") GenericContainer db) {
      return Stream.of("a", "b").map(name -> dynamicTest(name, () -> db.exec(name)));
    }
  }

  @Test
  void dynamic_tests_share_the_container_of_their_factory() {
    run.succeeds(2, FactoryTestCase.class);

    assertThat(run.calls("exec", "remove CONTAINER"))
        .startsWith("exec db-1 a", "exec db-1 b", "remove CONTAINER db-1");
  }

  static class SameNameTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void names_differ(
        @Container(image = "db:1") GenericContainer first,
        @Container(image = "db:1") GenericContainer second) {
      assertThat(
              Stream.of(db, first, second).map(GenericContainer::networkAlias).distinct().toList())
          .hasSize(3);
    }
  }

  @Test
  void parameters_never_share_a_name_with_other_containers() {
    run.succeeds(1, SameNameTestCase.class);
  }
}
