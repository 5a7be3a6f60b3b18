package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.DeclarationException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineProvider;
import dev.mayfly.engine.InMemoryEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which engine the settings lead to. */
class EnginesTests {

  private static final EngineProvider CLUSTER = new Kind("cluster", "cluster://");
  private static final EngineProvider DOCKER = new Kind("docker", "unix://");

  private record Kind(String name, String scheme) implements EngineProvider {
    @Override
    public boolean understands(String address) {
      return address.startsWith(scheme);
    }

    @Override
    public ContainerEngine open(Function<String, Optional<String>> settings) {
      return new InMemoryEngine();
    }

    @Override
    public ContainerEngine open(
        String address, String origin, Function<String, Optional<String>> settings) {
      return new InMemoryEngine();
    }
  }

  private static EngineProvider chosen(String setting) {
    return Engines.chosen(List.of(CLUSTER, DOCKER), Optional.of(setting));
  }

  @Test
  void docker_is_taken_where_nothing_is_said() {
    assertThat(Engines.chosen(List.of(CLUSTER, DOCKER), Optional.empty())).isEqualTo(DOCKER);
  }

  @Test
  void the_only_one_there_is_taken_where_nothing_is_said() {
    assertThat(Engines.chosen(List.of(CLUSTER), Optional.empty())).isEqualTo(CLUSTER);
  }

  @Test
  void a_name_or_an_address_chooses_among_several() {
    assertThat(chosen("cluster")).isEqualTo(CLUSTER);
    assertThat(chosen("Docker")).isEqualTo(DOCKER);
    assertThat(chosen("cluster://team")).isEqualTo(CLUSTER);
    assertThat(chosen("unix:///run/d.sock")).isEqualTo(DOCKER);
  }

  @Test
  void of_several_without_a_usual_one_somebody_has_to_choose() {
    EngineProvider other = new Kind("swarm", "swarm://");

    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> Engines.chosen(List.of(CLUSTER, other), Optional.empty()))
        .withMessage(
            "The class path has adapters to [cluster, swarm]. Say which counts, by the setting"
                + " mayfly.engine.");
  }

  @Test
  void a_name_that_no_adapter_has_is_told_with_those_there_are() {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> chosen("moby"))
        .withMessage(
            "Setting mayfly.engine is \"moby\", which no adapter on the class path knows; there are"
                + " [cluster, docker]. Name one of them or an address that it understands, or add"
                + " the adapter of that engine.");
  }

  @Test
  void a_class_path_without_any_adapter_is_told_what_to_add() {
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> Containers.open(Settings.of(Map.of("mayfly.report", "off"))))
        .withMessageContainingAll("No adapter", "dev.mayfly:mayfly-docker");
  }
}
