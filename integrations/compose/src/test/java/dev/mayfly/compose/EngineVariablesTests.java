package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.MayflyException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How Compose is told which engine is meant. */
class EngineVariablesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:///var/run/docker.sock",
        "tcp://10.0.0.1:2376",
        "ssh://me@far",
        "npipe:////./pipe/docker_engine"
      })
  void an_address_is_a_host(String address) {
    assertThat(EngineVariables.of(address)).isEqualTo(Map.of("DOCKER_HOST", address));
  }

  @Test
  void a_context_is_told_by_its_name() {
    assertThat(EngineVariables.of("context:far")).isEqualTo(Map.of("DOCKER_CONTEXT", "far"));
  }

  @Test
  void what_compose_can_not_reach_is_refused() {
    assertThatThrownBy(() -> EngineVariables.of("memory"))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll("can't use the engine at memory", "unix://");
  }
}
