package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.junit.SlicedFixture.Room;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Slices that were made ahead, and those that can't be had at once. */
final class SliceStockTests {

  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  private final TestRun run = new TestRun();

  @BeforeEach
  void forget() {
    NAMES.clear();
    SlicedFixture.forget();
  }

  @AfterEach
  void thereIsRoomAgain() {
    SlicedFixture.forget();
  }

  static class ForgetfulTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of();

    @RepeatedTest(2)
    void has_what_is_there(@Isolated Room room) {
      assertThat(SlicedFixture.STANDING).contains(room.name());
      await().until(() -> SlicedFixture.STANDING.size() >= 3);
      SlicedFixture.STANDING.clear(); // the server loses all, as by a restart
    }
  }

  @Test
  void what_was_made_ahead_and_is_lost_is_handed_out_to_nobody() {
    run.succeeds(2, ForgetfulTestCase.class);
  }

  static class CrampedTestCase {
    @Container static final SlicedFixture db = SlicedFixture.of();

    @RepeatedTest(2)
    void has_room(@Isolated Room room) {
      assertThat(NAMES.add(room.name())).isTrue();
    }
  }

  @Test
  void a_test_waits_for_the_room_that_the_one_before_it_gives_back() {
    SlicedFixture.ROOM.set(1);

    run.parameter("mayfly.isolation.ahead", "0").succeeds(2, CrampedTestCase.class);

    assertThat(SlicedFixture.REFUSED).hasValue(1);
  }

  @Test
  void a_server_that_could_not_be_asked_once_is_asked_again() {
    SlicedFixture.UNOPENED.set(1);

    assertThat(run.failuresOf(CrampedTestCase.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("Can't make the Room of parameter")
                    .hasMessageEndingWith("the house is closed"));
    assertThat(NAMES).hasSize(1);
  }

  static class FirstTestCase {
    @Container(scope = ContainerScope.CLASS)
    final SlicedFixture db = SlicedFixture.of();

    @RepeatedTest(2)
    void has_a_slice(@Isolated Room room) {
      assertThat(SlicedFixture.OPENED).hasValue(1);
      assertThat(room.name()).isNotEmpty();
    }
  }

  static class SecondTestCase {
    @Test
    void nothing_is_kept_for_what_the_class_before_had() {
      assertThat(SlicedFixture.CLOSED).hasValue(1);
    }
  }

  @Test
  void the_maker_is_closed_with_the_class_that_has_the_container() {
    run.parameter(
            "junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$ClassName")
        .succeeds(3, FirstTestCase.class, SecondTestCase.class);
  }

  static class ReplacedTestCase {
    @Container(scope = ContainerScope.CLASS)
    final SlicedFixture db = SlicedFixture.of();

    @RepeatedTest(2)
    void takes_the_container_away(@Isolated Room room) {
      assertThat(room.name()).startsWith(db.running().id());
      db.running().close();
    }
  }

  @Test
  void the_maker_is_closed_when_another_container_takes_the_place_of_a_lost_one() {
    run.succeeds(2, ReplacedTestCase.class);

    assertThat(SlicedFixture.OPENED).hasValue(2);
    assertThat(SlicedFixture.CLOSED).hasValue(2);
  }

  @Test
  void a_maker_that_can_not_be_closed_keeps_no_container() {
    SlicedFixture.UNCLOSED.set(1);

    run.succeeds(2, ReplacedTestCase.class);

    assertThat(run.engine().leftovers()).isEmpty();
  }
}
