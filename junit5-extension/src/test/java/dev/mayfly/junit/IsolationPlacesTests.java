package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.Network;
import dev.mayfly.junit.SlicedFixture.Room;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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
}
