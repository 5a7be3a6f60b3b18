package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.Network;
import dev.mayfly.junit.SlicedFixture.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Of which container a slice is, by where it is asked for. */
final class IsolationPlacesTests {

  private final TestRun run = new TestRun();

  @BeforeEach
  void prepare() {
    SlicedFixture.forget();
    run.engine().image("db:2");
  }

  static class HidingTestCase {
    @Container static final Network front = Network.of("front");
    @Container static final Network back = Network.of("back");

    @Container(network = "front")
    static final SlicedFixture db = SlicedFixture.of("db:1");

    @Nested
    class Inner {
      @Container(network = "back")
      static final SlicedFixture db = SlicedFixture.of("db:2");

      @Test
      void hides_the_outer_one(@Isolated(from = "db") Room room, @Isolated Room unnamed) {
        assertThat(room.container().id()).isEqualTo(db.running().id());
        assertThat(unnamed.container().id()).isEqualTo(db.running().id());
      }
    }
  }

  @Test
  void an_inner_classs_container_hides_an_outer_one_of_its_name() {
    run.succeeds(1, HidingTestCase.class);
  }

  static class SlicedParent {
    @Container static final SlicedFixture db = SlicedFixture.of("db:1");

    @Isolated Room room = Room.of();
  }

  static class HidingRoomTestCase extends SlicedParent {
    @Isolated Room room = Room.of();

    @Test
    void talks_to_another_room_than_its_superclass() {}
  }

  @Test
  void a_slice_whose_field_is_hidden_is_told() {
    assertThat(run.failuresOf(HidingRoomTestCase.class))
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("SlicedParent.room: it is hidden by field")
                    .hasMessageContaining("HidingRoomTestCase.room; rename one of them."));
  }

  static class OuterMethodTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of("db:1");

    private Room filled = Room.of();

    @BeforeEach
    void fill(@Isolated Room room) {
      filled = room;
    }

    @Nested
    class Inner {
      @Container static final SlicedFixture other = SlicedFixture.of("db:2");

      @Test
      void uses_both(@Isolated(from = "other") Room room) {
        assertThat(filled.container().id()).isEqualTo(db.running().id());
        assertThat(room.container().id()).isEqualTo(other.running().id());
      }
    }
  }

  @Test
  void what_an_outer_classs_method_asks_for_is_not_changed_by_an_inner_class() {
    run.succeeds(1, OuterMethodTestCase.class);
  }

  @ContainerMatrix(
      field = "db",
      images = {"db:1", "db:2"})
  static class MatrixTestCase {
    @Container static SlicedFixture db = SlicedFixture.of();

    @Isolated static Room room = Room.of();

    @Test
    void has_one_in_each_pass() {
      assertThat(room.container().id()).isEqualTo(db.running().id());
    }
  }

  @Tag("since-junit-5.13")
  @Test
  void a_static_slice_is_made_in_each_pass_of_a_matrix() {
    run.succeeds(2, MatrixTestCase.class);

    assertThat(SlicedFixture.OPENED).hasValue(2);
  }

  @ContainerMatrix(field = "db", images = "db:1")
  static class BeforePassesTestCase {
    @Container static SlicedFixture db = SlicedFixture.of();

    @BeforeAll
    static void is_too_early(@Isolated Room room) {}

    @Test
    void never_begins() {}
  }

  @Tag("since-junit-5.13")
  @Test
  void before_the_passes_of_a_matrix_it_is_told_why_there_is_none() {
    assertThat(run.failuresOf(BeforePassesTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("BeforePassesTestCase.is_too_early", "@ContainerMatrix are there in its passes");
  }

  static class FreshTestCase {
    @Container final SlicedFixture db = SlicedFixture.of();

    @Isolated static Room room;

    @Test
    void never_begins() {}
  }

  @Test
  void a_container_that_is_fresh_for_each_test_is_named_as_the_reason() {
    assertThat(run.failuresOf(FreshTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains(
            "FreshTestCase.room",
            "field IsolationPlacesTests.FreshTestCase.db is fresh for each test",
            "Make it static");
  }

  static class MethodsTestCase {
    @BeforeEach
    void has_its_own(
        @Container(image = "db:1") SlicedFixture server, @Isolated(from = "db") Room room) {
      assertThat(room.container().id()).isEqualTo(server.running().id());
    }

    @Test
    void has_another(
        @Container(image = "db:1") SlicedFixture server, @Isolated(from = "db") Room room) {
      assertThat(room.container().id()).isEqualTo(server.running().id());
    }

    @Test
    void needs_no_name(@Container(image = "db:1") SlicedFixture server, @Isolated Room room) {
      assertThat(room.container().id()).isEqualTo(server.running().id());
    }

    @Test
    void numbers_those_without_a_name(
        @Container(image = "db:1") SlicedFixture one,
        @Container(image = "db:1") SlicedFixture two,
        @Isolated(from = "db") Room room,
        @Isolated(from = "db-2") Room second) {
      assertThat(room.container().id()).isEqualTo(one.running().id());
      assertThat(second.container().id()).isEqualTo(two.running().id());
    }

    @AfterEach
    void has_a_third(
        @Isolated(from = "db") Room room, @Container(image = "db:1") SlicedFixture server) {
      assertThat(room.container().id()).isEqualTo(server.running().id());
    }
  }

  @Test
  void parameters_beside_it_are_meant_by_the_name_they_have_there() {
    run.succeeds(3, MethodsTestCase.class);
  }

  static class OwnNameTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final SlicedFixture orders = SlicedFixture.of("db:1");

    @Isolated static Room room;

    @Test
    void is_reached_by_the_name_of_this_class(@Isolated Room fresh) {
      assertThat(room.container().networkAlias()).isEqualTo("orders");
      assertThat(fresh.container().networkAlias()).isEqualTo("orders");
    }
  }

  static class OtherNameTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final SlicedFixture invoices = SlicedFixture.of("db:1");

    @Isolated static Room room;

    @Test
    void is_reached_by_the_name_of_this_class(@Isolated Room fresh) {
      assertThat(room.container().networkAlias()).isEqualTo("invoices");
      assertThat(fresh.container().networkAlias()).isEqualTo("invoices");
    }
  }

  @Test
  void a_slice_of_a_shared_container_knows_it_by_the_name_that_the_class_gave_it() {
    run.succeeds(2, OwnNameTestCase.class, OtherNameTestCase.class);

    assertThat(SlicedFixture.OPENED).hasValue(1);
  }

  static class BaseTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final SlicedFixture db = SlicedFixture.of("db:1");

    @Isolated static final Room room = Room.of();
  }

  static class InheritedTwiceTestCase extends BaseTestCase {
    private static String outer = "";

    @BeforeAll
    static void look() {
      outer = room.name();
    }

    @Nested
    class Inner extends BaseTestCase {
      @Test
      void has_the_same() {
        assertThat(room.name()).isEqualTo(outer);
      }
    }
  }

  @Test
  void a_field_that_an_inner_class_inherits_too_is_filled_once() {
    run.succeeds(1, InheritedTwiceTestCase.class);
  }

  static class OneObjectTestCase {
    private static final Room ROOM = Room.of();

    @Container static final SlicedFixture db = SlicedFixture.of("db:1");

    @Isolated(name = "left")
    static final Room left = ROOM;

    @Isolated(name = "right")
    static final Room right = ROOM;

    @Test
    void never_begins() {}
  }

  static class OneObjectWithinTestCase {
    private static final Room ROOM = Room.of();

    @Container static final SlicedFixture db = SlicedFixture.of("db:1");

    @Isolated static final Room outer = ROOM;

    @Nested
    class Inner {
      @Isolated private final Room inner = ROOM;

      @Test
      void never_begins() {
        assertThat(inner).isNotNull();
      }
    }
  }

  @Test
  void two_slices_can_not_have_one_object_for_their_handle() {
    assertThat(run.failuresOf(OneObjectTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "Wrong declaration, field IsolationPlacesTests.OneObjectTestCase.right: its value is"
                + " the very object that field IsolationPlacesTests.OneObjectTestCase.left has,"
                + " which could not tell their two slices apart; give each field a value of its"
                + " own.");
    assertThat(run.failuresOf(OneObjectWithinTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("OneObjectWithinTestCase.Inner.inner: its value is the very object")
        .contains("OneObjectWithinTestCase.outer has");
  }

  static class ConstructedTestCase {
    @Container static SlicedFixture db = SlicedFixture.of("db:1");

    ConstructedTestCase(@Container(image = "db:2") SlicedFixture own) {
      assertThat(own.running().isRunning()).isTrue();
    }

    @Test
    void is_of_the_field(@Isolated Room room) {
      assertThat(room.container().id()).isEqualTo(db.running().id());
    }

    @Nested
    class Inner {
      @Isolated private Room room = Room.of();

      @Test
      void is_of_the_field_too() {
        assertThat(room.container().id()).isEqualTo(db.running().id());
      }
    }
  }

  @Test
  @Tag("since-junit-5.12")
  void what_a_constructor_asks_for_is_nobody_elses() {
    run.succeeds(2, ConstructedTestCase.class);
  }

  /** What Kotlin makes of {@code class T(@Isolated val room: Room)}. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class PropertyTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of("db:1");

    @Isolated(scripts = "chair.sql")
    private final Room room;

    PropertyTestCase(@Isolated(scripts = "chair.sql") Room room) {
      this.room = room;
    }

    @RepeatedTest(2)
    void is_the_constructors() {
      assertThat(room.container().id()).isEqualTo(db.running().id());
    }
  }

  record ComponentTestCase(@Isolated(scripts = "chair.sql") Room room) {
    @Container static final SlicedFixture db = SlicedFixture.of("db:1");

    @RepeatedTest(2)
    void is_the_constructors() {
      assertThat(room.container().id()).isEqualTo(db.running().id());
    }
  }

  @Test
  @Tag("since-junit-5.12")
  void a_field_that_holds_what_its_constructor_was_given_is_no_second_declaration() {
    run.succeeds(2, PropertyTestCase.class);
    run.succeeds(2, ComponentTestCase.class);
  }

  static class NoScriptTestCase {
    @Container static SlicedFixture db = SlicedFixture.of("db:1");

    @Test
    void never_begins(@Isolated(scripts = "nowhere.sql") Room room) {}
  }

  @Test
  void a_script_that_is_not_there_is_told_before_anything_starts() {
    assertThat(run.failuresOf(NoScriptTestCase.class))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("NoScriptTestCase.never_begins")
        .contains("there is no script \"nowhere.sql\" on the class path");
    assertThat(run.calls()).isEmpty();
  }
}
