package dev.mayfly.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.NetworkSpec;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import dev.mayfly.lifetime.AliasNetworks.Names;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who gets which network. */
final class AliasNetworksTests {

  private final AliasNetworks networks = new AliasNetworks();

  @Test
  void the_first_network_is_the_sessions_network_and_is_shared_while_names_differ() {
    assertThat(networks.claim(Names.of("db"), Names.of(), 0).network())
        .isEqualTo(NetworkSpec.session());
    assertThat(networks.claim(Names.of("cache"), Names.of(), 0).number()).isZero();
  }

  @Test
  void a_name_that_is_taken_leads_to_the_next_lane() {
    networks.claim(Names.of("db"), Names.of(), 0);

    assertThat(networks.claim(Names.of("db", "cache"), Names.of(), 0).number()).isEqualTo(1);
    assertThat(networks.claim(Names.of("cache"), Names.of(), 0).number()).isZero();
  }

  @Test
  void a_network_that_was_left_is_used_again() {
    Claim first = networks.claim(Names.of("db"), Names.of(), 0);
    networks.leave(first);

    assertThat(networks.claim(Names.of("db"), Names.of(), 0).number()).isZero();
  }

  @Test
  void who_leaves_the_network_of_its_class_takes_the_names_of_the_class_along() {
    networks.claim(Names.of("db", "app"), Names.of(), 0);
    networks.claim(Names.of("db"), Names.of(), 1);

    assertThat(networks.claim(Names.of("app"), Names.of("db"), 0).number()).isEqualTo(2);
  }

  @Test
  void a_shared_container_keeps_its_names_and_others_of_its_names_go_elsewhere() {
    Names shared = new Names(Set.of(), Map.of("it", Set.of("db")));
    Claim first = networks.claim(shared, Names.of(), 0);
    networks.leave(first);

    assertThat(networks.claim(shared, Names.of(), 0).number()).isZero();
    assertThat(networks.claim(Names.of("db"), Names.of(), 0).number()).isEqualTo(1);

    networks.forget("it");
    assertThat(networks.claim(Names.of("db"), Names.of(), 0).number()).isZero();
  }

  @Test
  void under_other_names_it_is_found_on_a_later_lane() {
    networks.claim(Names.of("db"), Names.of(), 0);
    networks.claim(new Names(Set.of(), Map.of("it", Set.of("db"))), Names.of(), 0);

    Names other = new Names(Set.of(), Map.of("it", Set.of("orders")));
    assertThat(networks.home("it").number()).isEqualTo(1);
    assertThat(networks.claim(other, Names.of(), 0).number()).isEqualTo(2);
  }

  @Test
  void its_home_is_the_network_of_those_who_want_it() {
    networks.claim(Names.of("app"), Names.of(), 0);
    networks.claim(new Names(Set.of("app"), Map.of("it", Set.of("db"))), Names.of(), 0);

    assertThat(networks.home("it").number()).isEqualTo(1);
  }
}
