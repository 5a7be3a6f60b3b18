package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.EachOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an engine is asked to create says all that a description asks of an engine. */
class ContainerRequestTests {

  private static final ContainerSpec SPEC = ContainerSpec.of("busybox:1.35");

  /** What the session sees to itself, or tells the engine in its own words. */
  static final Set<String> OF_THE_SESSION =
      Set.of(
          "image",
          "name",
          "label",
          "network",
          "network handle",
          "copy",
          "exposeHostPort",
          "stableAddress",
          "startedBy",
          "pull",
          "when",
          "readyWhen",
          "startTimeout",
          "startAttempts",
          "engine",
          "snapshot",
          "keep",
          "logConsumer",
          "witness",
          "secret");

  private static ContainerRequest request(ContainerSpec spec) {
    return ContainerRequest.of("name", "image:1", spec, Map.of(), List.of(), Map.of());
  }

  static Stream<String> options() {
    return EachOption.all().keySet().stream().filter(name -> !OF_THE_SESSION.contains(name));
  }

  @ParameterizedTest
  @MethodSource("options")
  void each_option_is_asked_of_the_engine(String option) {
    assertThat(request(EachOption.all().get(option).apply(SPEC))).isNotEqualTo(request(SPEC));
  }

  @ParameterizedTest
  @FieldSource("OF_THE_SESSION")
  void the_others_are_not(String option) {
    assertThat(request(EachOption.all().get(option).apply(SPEC))).isEqualTo(request(SPEC));
  }
}
