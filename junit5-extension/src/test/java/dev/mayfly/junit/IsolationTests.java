package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.junit.SlicedFixture.Room;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices of shared containers, one for each test. */
final class IsolationTests {

  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();
  private static final List<Room> KEPT = new CopyOnWriteArrayList<>();

  private final TestRun run = new TestRun();

  @BeforeEach
  void forget() {
    NAMES.clear();
    KEPT.clear();
    SlicedFixture.forget();
  }

  static class KindsTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of();

    @Isolated Room field;

    private Room prepared = Room.of();

    @BeforeEach
    void prepare(@Isolated Room room) {
      prepared = room;
    }

    void isItsOwn() {
      assertThat(NAMES.add(field.name())).as("a slice of its own").isTrue();
      assertThat(prepared.name()).as("the one that was prepared").isEqualTo(field.name());
      assertThat(field.container().id()).isEqualTo(db.running().id());
    }

    @Test
    void plain() {
      isItsOwn();
    }

    @RepeatedTest(3)
    void repeated(@Isolated Room same, @Isolated(name = "other") Room other) {
      isItsOwn();
      assertThat(same.name()).isEqualTo(field.name());
      assertThat(other.name()).isNotEqualTo(field.name());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parameterized(int number, @Isolated Room same) {
      isItsOwn();
      assertThat(same.name()).isEqualTo(field.name());
    }

    @Nested
    class Inner {
      @Test
      void nested(@Isolated(scripts = "chair.sql") Room furnished) {
        isItsOwn();
        assertThat(furnished.name()).contains("chair.sql");
      }
    }
  }

  @Test
  void each_test_has_a_slice_of_its_own_whatever_kind_of_test_it_is() {
    run.succeeds(7, KindsTestCase.class);

    assertThat(NAMES).hasSize(7);
    assertThat(run.calls("start")).containsExactly("start db-1");
    assertThat(SlicedFixture.OPENED).hasValue(1);
    assertThat(run.engine().leftovers()).isEmpty();
  }

  @Execution(ExecutionMode.CONCURRENT)
  static class CrowdTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final SlicedFixture db = SlicedFixture.of();

    private final Room constructed;

    @Isolated(scripts = "chair.sql")
    private Room furnished;

    CrowdTestCase(@Isolated Room constructed) {
      this.constructed = constructed;
    }

    @RepeatedTest(60)
    void has_its_own() {
      assertThat(NAMES.add(constructed.name())).isTrue();
      assertThat(NAMES.add(furnished.name())).isTrue();
      assertThat(SlicedFixture.STANDING).contains(constructed.name(), furnished.name());
    }
  }

  static class OtherCrowdTestCase extends CrowdTestCase {
    OtherCrowdTestCase(@Isolated Room constructed) {
      super(constructed);
    }
  }

  @Test
  @Tag("since-junit-5.12")
  void parallel_tests_of_several_classes_slice_one_container() {
    run.inParallel()
        .parameter("mayfly.isolation.ahead", "3")
        .succeeds(120, CrowdTestCase.class, OtherCrowdTestCase.class);

    assertThat(NAMES).hasSize(240);
    assertThat(SlicedFixture.OPENED).hasValue(1);
    await().until(() -> SlicedFixture.STANDING.stream().noneMatch(NAMES::contains));
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OneInstanceTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of();

    @Isolated static Room ofTheClass;

    @Isolated Room ofTheTest;

    private String whole = "";

    @BeforeAll
    void before(@Isolated Room given) {
      whole = given.name();
    }

    @RepeatedTest(2)
    void has_its_own() {
      assertThat(NAMES.add(ofTheTest.name())).isTrue();
      assertThat(ofTheClass.name()).isEqualTo(whole).isNotEqualTo(ofTheTest.name());
    }
  }

  @Test
  void an_instance_for_all_tests_has_fresh_slices_for_each_and_one_for_the_class() {
    run.succeeds(2, OneInstanceTestCase.class);

    assertThat(NAMES).hasSize(2);
  }

  static class KeepingTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of();

    @Test
    void keeps_it(@Isolated Room room) {
      KEPT.add(room);
      NAMES.add(room.name());
    }
  }

  @Test
  void a_slice_that_is_used_after_its_test_names_the_test() {
    run.succeeds(1, KeepingTestCase.class);

    assertThatThrownBy(() -> KEPT.get(0).name())
        .isInstanceOf(MayflyException.class)
        .hasMessage(
            "This slice is gone: it was made for the test KeepingTestCase.keeps_it(Room), which is"
                + " over. Don't keep it, nor what uses it, for later tests.");
  }

  static class BrokenTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of();

    @Test
    void is_not_run(@Isolated(scripts = "broken.sql") Room room) {
      KEPT.add(room);
    }

    @Test
    void is_run(@Isolated Room room) {
      NAMES.add(room.name());
    }
  }

  @Test
  void a_slice_that_can_not_be_made_fails_its_test_only_and_says_why() {
    List<Throwable> failures = run.failuresOf(BrokenTestCase.class);

    assertThat(failures)
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining(
                        "Can't make the Room of parameter Room of IsolationTests.")
                    .hasMessageContaining("in container mayfly-")
                    .hasMessageContaining("the chair is broken"));
    assertThat(KEPT).isEmpty();
    assertThat(NAMES).hasSize(1);
  }

  static class DeadServerTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of();

    @Test
    void is_not_run(@Isolated(scripts = "broken.sql") Room room) {
      KEPT.add(room);
    }

    DeadServerTestCase() {
      db.running().kill("KILL");
    }
  }

  @Test
  void a_slice_of_a_server_that_has_died_says_so() {
    assertThat(run.failuresOf(DeadServerTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("in container mayfly-")
                    .hasMessageContaining(", which no longer runs: "));
    assertThat(KEPT).isEmpty();
    assertThat(run.engine().leftovers()).isEmpty();
  }

  static class NoContainerTestCase {
    @Test
    void test(@Isolated Room room) {}
  }

  static class NoneOffersTestCase {
    @Container static final GenericContainer cache = GenericContainer.of("cache:1");

    @Isolated Room room;

    @Test
    void test() {}
  }

  static class SeveralTestCase {
    @Container static final SlicedFixture one = SlicedFixture.of();
    @Container static final SlicedFixture two = SlicedFixture.of();

    @Test
    void test(@Isolated Room room) {}
  }

  static class UnknownTestCase {
    @Container static final SlicedFixture one = SlicedFixture.of();

    @Test
    void test(@Isolated(from = "onne") Room room) {}
  }

  static class NoSliceTestCase {
    @Container static final SlicedFixture one = SlicedFixture.of();

    @Isolated String text;

    @Test
    void test() {}
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        NoContainerTestCase.class,
        NoneOffersTestCase.class,
        SeveralTestCase.class,
        UnknownTestCase.class,
        NoSliceTestCase.class
      })
  void what_can_not_work_is_told_before_anything_starts(Class<?> testClass) {
    assertThat(run.failuresOf(testClass)).singleElement().satisfies(IsolationTests::isDeclaration);
    assertThat(run.calls("create", "start")).isEmpty();
  }

  private static void isDeclaration(Throwable failure) {
    assertThat(failure).hasMessageStartingWith("Wrong declaration, ");
    assertThat(failure.getMessage())
        .containsAnyOf(
            "no container is declared here; declare one that does",
            "no container here offers a Room: cache offers none; declare one that does",
            "these containers offer a Room: [one, two]; say which with @Isolated(from = \"one\").",
            "\"onne\"",
            "String is no slice of a container; declare a type that a module offers");
  }

  static class ValueAndScriptsTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of();

    @Isolated(scripts = "chair.sql")
    Room room = Room.of();

    @Test
    void test() {}
  }

  @Test
  void a_field_has_a_value_or_scripts() {
    assertThat(run.failuresOf(ValueAndScriptsTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("it has both a value and scripts; drop one of them."));
  }

  @Test
  void a_number_that_is_none_is_told() {
    run.parameter("mayfly.isolation.ahead", "many");

    assertThat(run.failuresOf(KeepingTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining(
                        "Setting mayfly.isolation.ahead is \"many\"; it must be a number from 0 to"
                            + " 999."));
  }
}
