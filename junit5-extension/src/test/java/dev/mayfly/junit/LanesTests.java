package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.NetworkSpec;
import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.junit.Lanes.Names;
import org.junit.jupiter.api.Test;

/** Who gets which network. */
final class LanesTests {

  private final Lanes lanes = new Lanes();

  @Test
  void the_first_lane_is_the_sessions_network_and_is_shared_while_names_differ() {
    assertThat(lanes.claim(Names.of("db"), Names.of(), 0).network())
        .isEqualTo(NetworkSpec.session());
    assertThat(lanes.claim(Names.of("cache"), Names.of(), 0).number()).isZero();
  }

  @Test
  void a_name_that_is_taken_leads_to_the_next_lane() {
    lanes.claim(Names.of("db"), Names.of(), 0);

    assertThat(lanes.claim(Names.of("db", "cache"), Names.of(), 0).number()).isEqualTo(1);
    assertThat(lanes.claim(Names.of("cache"), Names.of(), 0).number()).isZero();
  }

  @Test
  void a_lane_that_was_left_is_used_again() {
    Lane first = lanes.claim(Names.of("db"), Names.of(), 0);
    lanes.leave(first);

    assertThat(lanes.claim(Names.of("db"), Names.of(), 0).number()).isZero();
  }

  @Test
  void who_leaves_the_lane_of_its_class_takes_the_names_of_the_class_along() {
    lanes.claim(Names.of("db", "app"), Names.of(), 0);
    lanes.claim(Names.of("db"), Names.of(), 1);

    assertThat(lanes.claim(Names.of("app"), Names.of("db"), 0).number()).isEqualTo(2);
  }
}
