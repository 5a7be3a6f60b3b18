package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the next look is due, by numbers. */
class PaceTests {

  private static final long MS = 1_000_000;
  private static final long BEGIN = Long.MAX_VALUE - 5 * MS; // a clock may start anywhere

  private final Pace pace = new Pace(BEGIN);

  private void looked(boolean ready, long startMillis, long endMillis) {
    pace.looked(ready, BEGIN + startMillis * MS, BEGIN + endMillis * MS);
  }

  @Test
  void looks_that_cost_nothing_come_every_ten_milliseconds() {
    looked(false, 0, 0);
    assertThat(pace.rest()).isEqualTo(10 * MS);

    looked(false, 1_999, 2_000);
    assertThat(pace.rest()).isEqualTo(10 * MS);
  }

  @Test
  void the_longer_it_takes_the_rarer_they_come_up_to_a_tenth_of_a_second() {
    looked(false, 10_000, 10_000);
    assertThat(pace.rest()).isEqualTo(50 * MS);

    looked(false, 60_000, 60_000);
    assertThat(pace.rest()).isEqualTo(100 * MS);
  }

  @Test
  void four_times_as_long_as_a_look_lasts_is_rested() {
    looked(false, 0, 5);
    assertThat(pace.rest()).isEqualTo(20 * MS);

    looked(false, 25, 35);
    assertThat(pace.rest()).as("the shorter of the last two counts").isEqualTo(20 * MS);
    looked(false, 55, 65);
    assertThat(pace.rest()).isEqualTo(40 * MS);

    looked(false, 1_000, 2_000);
    looked(false, 2_000, 3_000);
    assertThat(pace.rest()).isEqualTo(100 * MS);
  }

  @Test
  void looks_in_a_row_count_when_they_are_a_tenth_of_a_second_apart() {
    looked(true, 0, 1);
    assertThat(pace.inARow()).isEqualTo(1);
    assertThat(pace.rest()).isEqualTo(100 * MS);

    looked(true, 99, 100);
    assertThat(pace.inARow()).isEqualTo(1);
    looked(true, 100, 101);
    assertThat(pace.inARow()).isEqualTo(2);
    looked(true, 150, 151);
    assertThat(pace.inARow()).isEqualTo(2);
  }

  @Test
  void one_that_is_not_ready_breaks_the_row() {
    looked(true, 0, 1);
    looked(false, 100, 101);
    assertThat(pace.inARow()).isZero();

    looked(true, 102, 103);
    assertThat(pace.inARow()).isEqualTo(1);
  }
}
