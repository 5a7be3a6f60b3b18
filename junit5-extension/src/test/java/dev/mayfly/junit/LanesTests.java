package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.NetworkSpec;
import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.junit.Lanes.Names;
import java.util.Map;
import java.util.Set;
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

  @Test
  void a_shared_container_keeps_its_names_and_others_of_its_names_go_elsewhere() {
    Names shared = new Names(Set.of(), Map.of("it", Set.of("db")));
    Lane first = lanes.claim(shared, Names.of(), 0);
    lanes.leave(first);

    assertThat(lanes.claim(shared, Names.of(), 0).number()).isZero();
    assertThat(lanes.claim(Names.of("db"), Names.of(), 0).number()).isEqualTo(1);

    lanes.forget("it");
    assertThat(lanes.claim(Names.of("db"), Names.of(), 0).number()).isZero();
  }

  @Test
  void under_other_names_it_is_found_on_a_later_lane() {
    lanes.claim(Names.of("db"), Names.of(), 0);
    lanes.claim(new Names(Set.of(), Map.of("it", Set.of("db"))), Names.of(), 0);

    Names other = new Names(Set.of(), Map.of("it", Set.of("orders")));
    assertThat(lanes.home("it").number()).isEqualTo(1);
    assertThat(lanes.claim(other, Names.of(), 0).number()).isEqualTo(2);
  }

  @Test
  void its_home_is_the_lane_of_those_who_want_it() {
    lanes.claim(Names.of("app"), Names.of(), 0);
    lanes.claim(new Names(Set.of("app"), Map.of("it", Set.of("db"))), Names.of(), 0);

    assertThat(lanes.home("it").number()).isEqualTo(1);
  }
}
