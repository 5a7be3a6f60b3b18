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
}
