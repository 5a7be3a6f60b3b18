package dev.mayfly.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that give ids let a container be found by their beginning, others by its host's name. */
class OwnNameTests {

  @Test
  void an_id_of_docker_is_a_name_by_its_beginning() {
    String id = "0123456789abcdef".repeat(4);

    assertThat(OwnName.ofId(id)).contains("0123456789ab");
    assertThat(OwnName.inShell(id)).isEqualTo("0123456789ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"db", "mayfly-1a2b3c4d5e6f-redis", "0123456789abcdef"})
  void where_an_id_is_a_name_the_container_knows_what_its_host_is_called(String id) {
    assertThat(OwnName.ofId(id)).isEmpty();
    assertThat(OwnName.inShell(id)).isEqualTo("$(cat /etc/hostname)");
  }
}
