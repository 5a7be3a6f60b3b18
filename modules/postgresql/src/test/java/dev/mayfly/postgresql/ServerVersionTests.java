package dev.mayfly.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTests {

  @ParameterizedTest
  @ValueSource(ints = {130_000, 150_004})
  void since_13_a_drop_ends_connections_itself(int number) {
    assertThat(new ServerVersion(number).dropping("mine"))
        .containsExactly("drop database if exists mine with (force)");
  }

  @ParameterizedTest
  @ValueSource(ints = {90_624, 120_022})
  void before_13_connections_are_refused_and_ended_first(int number) {
    assertThat(new ServerVersion(number).dropping("mine"))
        .containsExactly(
            "update pg_database set datallowconn = false where datname = 'mine'",
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'mine'",
            "drop database if exists mine");
  }

  @Test
  void a_way_to_copy_is_named_since_15() {
    assertThat(new ServerVersion(150_000).copying()).isEqualTo(" strategy file_copy");
    assertThat(new ServerVersion(140_011).copying()).isEmpty();
  }
}
