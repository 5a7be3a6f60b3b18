package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.GenericContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Containers of classes to come are started while earlier classes run. */
@Tag("since-junit-5.13")
final class EarlyStartTests {

  private static final AtomicReference<SessionRun> CURRENT = new AtomicReference<>();
  private static final List<String> INITIALISED = new CopyOnWriteArrayList<>();

  private final SessionRun run = new SessionRun();

  @BeforeEach
  void begin() {
    CURRENT.set(run);
  }

  private static void waitFor(String... starts) {
    await().until(() -> sorted("start").equals(List.of(starts)));
  }

  /** The calls without the numbers that tell equal names apart. */
  private static List<String> sorted(String word) {
    List<String> calls = new ArrayList<>();
    CURRENT.get().calls(word).forEach(call -> calls.add(call.replaceAll("-\\d+\\b", "")));
    calls.sort(null);
    return calls;
  }

  static class FirstTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void runs_until_the_next_class_is_ready() {
      waitFor("start app", "start cache", "start db");
      assertThat(INITIALISED).isEmpty();
    }
  }

  static class SecondTestCase {
    static {
      INITIALISED.add("second");
    }

    @Container(image = "cache:1")
    static GenericContainer cache;

    @Container static FixtureContainer app;

    @Container(image = "db:1", dependsOn = "cache")
    static GenericContainer db;

    @Test
    void finds_what_was_started() {
      assertThat(sorted("start"))
          .containsExactly("start app", "start cache", "start db", "start db");
      cache.exec("second");
    }
  }

  @Test
  void a_class_takes_what_was_started_before_it_began() {
    assertThat(run.execute(FirstTestCase.class, SecondTestCase.class)).isEmpty();

    assertThat(run.tests()).isEqualTo(2);
    assertThat(sorted("create")).hasSize(4);
    assertThat(sorted("exec")).containsExactly("exec cache second");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class SameNameTestCase {
    @Container(image = "db:1")
    static GenericContainer db;

    @Test
    void finds_its_own() {
      assertThat(db.running().spec().networks()).hasSize(1);
    }
  }

  static class SlowTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void runs_until_the_next_class_is_ready() {
      waitFor("start db", "start db");
    }
  }

  @Test
  void containers_of_the_same_name_never_meet_on_a_network() {
    assertThat(run.execute(SlowTestCase.class, SameNameTestCase.class)).isEmpty();

    assertThat(run.calls("createNetwork")).singleElement().asString().contains("lane-001");
    assertThat(run.calls("create")).filteredOn(call -> call.contains("db")).hasSize(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class LargeTestCase {
    @Container(image = "cache:1")
    static GenericContainer cache;

    @Test
    void test() {}
  }

  static class LookingTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void nothing_else_was_started() {
      assertThat(sorted("start")).containsExactly("start db");
    }
  }

  @Test
  void nothing_is_started_early_for_which_there_is_no_room() {
    run.parameter("mayfly.early.memory", "0.01");

    assertThat(run.execute(LookingTestCase.class, LargeTestCase.class)).isEmpty();

    assertThat(sorted("start")).containsExactly("start cache", "start db");
  }

  @Test
  void nothing_is_started_early_where_few_more_containers_can_be() {
    run.engine().hasRoomFor(3);

    assertThat(run.execute(LookingTestCase.class, LargeTestCase.class)).isEmpty();

    assertThat(sorted("start")).containsExactly("start cache", "start db");
  }

  @Test
  void a_part_of_what_can_be_is_started_early() {
    run.engine().hasRoomFor(4);

    assertThat(
            run.execute(
                FirstOfThreeTestCase.class,
                SecondOfThreeTestCase.class,
                ThirdOfThreeTestCase.class))
        .isEmpty();

    assertThat(sorted("create")).hasSize(3);
  }

  static class FirstOfThreeTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void sees_one_more() {
      waitFor("start cache", "start db");
    }
  }

  static class SecondOfThreeTestCase {
    @Container(image = "cache:1")
    static GenericContainer cache;

    @Test
    void makes_room_for_another() {
      await().until(() -> sorted("start").contains("start app"));
    }
  }

  static class ThirdOfThreeTestCase {
    @Container static FixtureContainer app;

    @Test
    void test() {}
  }

  @Test
  void a_class_that_begins_makes_room_for_those_after_it() {
    run.parameter("mayfly.early.memory", "0.07"); // 573 MB of 8 GB, and each counts as 512

    assertThat(
            run.execute(
                FirstOfThreeTestCase.class,
                SecondOfThreeTestCase.class,
                ThirdOfThreeTestCase.class))
        .isEmpty();

    assertThat(sorted("create")).hasSize(3);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class BrokenTestCase {
    @Container(image = "app:1", timeout = "100ms")
    static GenericContainer broken;

    @Test
    void never_runs() {}
  }

  static class PatientTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void runs_until_the_early_start_has_failed() {
      await().until(() -> sorted("remove").contains("remove CONTAINER broken"));
    }
  }

  @Test
  void what_failed_early_is_tried_again_and_told_by_the_class() {
    run.engine().image("app:1").exits(3);

    assertThat(run.execute(PatientTestCase.class, BrokenTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("field EarlyStartTests.BrokenTestCase.broken"));
    assertThat(sorted("start")).containsExactly("start broken", "start broken", "start db");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class BeforeSharedTestCase {
    @Container static final GenericContainer db = GenericContainer.of("db:1");

    @Test
    void runs_until_the_shared_one_is_there() {
      waitFor("start cache", "start db");
    }
  }

  static class SharedTestCase {
    @Container(image = "cache:1", scope = ContainerScope.SUITE)
    static GenericContainer cache;

    @Test
    void uses_it() {
      cache.exec("shared");
    }
  }

  static class SharedByAnotherNameTestCase {
    @Container(image = "cache:1", scope = ContainerScope.SUITE)
    static GenericContainer store;

    @Test
    void uses_it_too() {
      store.exec("shared");
    }
  }

  @Test
  void what_all_classes_share_is_started_early_once() {
    assertThat(
            run.execute(
                BeforeSharedTestCase.class,
                SharedTestCase.class,
                SharedByAnotherNameTestCase.class))
        .isEmpty();

    assertThat(run.tests()).isEqualTo(3);
    assertThat(sorted("start")).containsExactly("start cache", "start db");
    assertThat(sorted("exec")).containsExactly("exec cache shared", "exec cache shared");
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @ContainerMatrix(
      field = "app",
      images = {"app:1", "cache:1"})
  static class SeveralImagesTestCase {
    @Container(image = "app:1")
    static GenericContainer app;

    @Test
    void runs_on_each() {
      app.exec("once");
    }
  }

  @Test
  void a_class_that_runs_with_several_images_starts_them_itself() {
    assertThat(run.execute(SeveralImagesTestCase.class)).isEmpty();

    assertThat(sorted("start")).containsExactly("start app", "start app");
    assertThat(sorted("exec")).hasSize(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class CacheTestCase {
    @Container static final GenericContainer cache = GenericContainer.of("cache:1");

    @Test
    void runs_until_the_next_class_is_ready() {
      waitFor("start cache", "start db");
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class InstanceTestCase {
    @Container(image = "db:1")
    static GenericContainer db;

    @Container(image = "app:1", scope = ContainerScope.CLASS, dependsOn = "db")
    GenericContainer app;

    @Container(image = "cache:1", scope = ContainerScope.SUITE)
    GenericContainer cache;

    @Container(
        image = "app:1",
        dependsOn = {"db", "cache"})
    GenericContainer fresh;

    @Test
    void all_meet_where_the_first_was_started() {
      assertThat(app.exec("reach", "db").exitCode()).isZero();
      assertThat(fresh.exec("reach", "db").exitCode()).isZero();
      assertThat(fresh.exec("reach", "cache").exitCode()).isZero();
    }
  }

  @Test
  void what_a_class_declares_later_finds_what_was_started_before_it_began() {
    TestRun.answersWhoIsReached(run.engine(), "app:1");

    assertThat(run.execute(CacheTestCase.class, InstanceTestCase.class)).isEmpty();

    assertThat(run.tests()).isEqualTo(2);
    assertThat(run.engine().leftovers()).isEmpty();
  }
}
