package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.engine.EngineException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers of static fields: one for the class. */
final class StaticFieldTests {

  private final TestRun run = new TestRun();

  static class SharedTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @BeforeAll
    static void prepare() {
      db.exec("prepare");
    }

    @Test
    void one() {
      db.exec("test");
    }

    @Test
    void two() {
      db.exec("test");
    }
  }

  @Test
  void a_container_is_started_before_the_first_test_and_removed_after_the_last() {
    run.succeeds(2, SharedTestCase.class);

    assertThat(run.calls("start", "exec", "remove CONTAINER"))
        .containsExactly(
            "start db-1",
            "exec db-1 prepare",
            "exec db-1 test",
            "exec db-1 test",
            "remove CONTAINER db-1");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Test
  void the_same_class_can_run_again_in_the_same_jvm() {
    run.succeeds(4, SharedTestCase.class, EmptyTestCase.class);
    new TestRun().succeeds(4, SharedTestCase.class, EmptyTestCase.class);
  }

  static class EmptyTestCase {
    @Container(
        image = "db:1",
        env = "USER=me",
        command = {"serve", "--fast"})
    private static GenericContainer db;

    @Container private static FixtureContainer fixture;

    @Container(image = "cache:1")
    private static RunningContainer cache;

    @Test
    void handles_and_running_containers_are_filled_in() {
      assertThat(db.running().spec().env()).containsEntry("USER", "me");
      assertThat(db.running().spec().command()).containsExactly("serve", "--fast");
      assertThat(fixture.image()).isEqualTo("app:1");
      assertThat(cache.isRunning()).isTrue();
      assertThat(cache.networkAlias()).isEqualTo("cache");
    }

    @Test
    void parameters_are_no_fields(@Container(image = "app:1") FixtureContainer other) {
      assertThat(other.running().id()).isNotEqualTo(fixture.running().id());
    }
  }

  @Test
  void fields_without_a_value_get_one_and_lose_it_after_the_run() {
    run.succeeds(2, EmptyTestCase.class);

    assertThat(EmptyTestCase.db).isNull();
    assertThat(EmptyTestCase.fixture).isNull();
    assertThat(EmptyTestCase.cache).isNull();
  }

  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.RUNTIME)
  @Container(image = "db:1", env = "USER=team")
  @interface OrdersDatabase {}

  static class MetaAnnotatedTestCase {
    @OrdersDatabase static GenericContainer orders;

    @Test
    void its_attributes_count() {
      assertThat(orders.running().spec().env()).containsEntry("USER", "team");
    }
  }

  @Test
  void the_annotation_may_stand_on_an_annotation() {
    run.succeeds(1, MetaAnnotatedTestCase.class);
  }

  interface Shared {
    @Container GenericContainer DB = GenericContainer.of("db:1");
  }

  static class ParentTestCase implements Shared {
    @Container private static final GenericContainer cache = GenericContainer.of("cache:1");

    String cacheId() {
      return cache.running().id();
    }
  }

  static class ChildTestCase extends ParentTestCase {
    @Test
    void inherited_containers_run() {
      assertThat(cacheId()).isNotEmpty();
      assertThat(DB.running().networkAlias()).isEqualTo("DB");
    }
  }

  static class SecondChildTestCase extends ChildTestCase {}

  @Test
  void fields_of_superclasses_and_interfaces_belong_to_each_class_that_inherits_them() {
    run.succeeds(2, ChildTestCase.class, SecondChildTestCase.class);

    assertThat(run.calls("start"))
        .extracting(call -> call.replaceAll("-.*", ""))
        .containsExactlyInAnyOrder("start DB", "start cache", "start DB", "start cache");
  }

  static class BrokenTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @BeforeAll
    static void fail() {
      throw new IllegalStateException("on purpose");
    }

    @Test
    void never_runs() {}
  }

  @Test
  void a_container_is_removed_when_the_class_fails_to_begin() {
    assertThat(run.failuresOf(BrokenTestCase.class))
        .singleElement()
        .hasToString("java.lang.IllegalStateException: on purpose");

    assertThat(run.calls("start", "remove CONTAINER"))
        .containsExactly("start db-1", "remove CONTAINER db-1");
  }

  @ParameterizedClass
  @ValueSource(ints = {1, 2})
  static class ParameterizedTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");
    @Container final GenericContainer cache = GenericContainer.of("cache:1");
    @Parameter int number;

    @Test
    void test() {
      cache.exec(db.networkAlias() + number);
    }
  }

  @Tag("since-junit-5.13")
  @Test
  void all_invocations_of_a_parameterized_class_share_its_containers() {
    run.succeeds(2, ParameterizedTestCase.class);

    assertThat(run.calls("start", "exec"))
        .containsExactly(
            "start db-1", "start cache-2", "exec cache-2 db1", "start cache-3", "exec cache-3 db2");
  }

  @Test
  void a_container_that_can_not_be_removed_at_once_is_removed_at_the_end_of_the_run() {
    run.engine().failNext("remove", new EngineException(500, "busy", null));

    run.succeeds(2, SharedTestCase.class);

    assertThat(run.engine().leftovers()).isEmpty();
  }
}
