package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.EachOption;
import dev.mayfly.engine.InMemoryEngine;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option of a description either shapes a container's state or is known not to. */
class SnapshotRecipeTests {

  /** What is for those who use a container, or about them. */
  private static final Set<String> OF_ITS_USERS =
      Set.of(
          "name",
          "secret",
          "stableAddress",
          "when",
          "network",
          "network handle",
          "startTimeout",
          "startAttempts",
          "engine",
          "keep",
          "pull",
          "witness",
          "logConsumer",
          "startedBy");

  private static final ContainerSpec APP = ContainerSpec.of("app:1").snapshot();

  private final InMemoryEngine engine = new InMemoryEngine();

  private String text(ContainerSpec spec) {
    return SnapshotRecipe.text(new StartRequest(spec, List.of(), "field T.app"), engine);
  }

  static Stream<String> options() {
    return EachOption.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("options")
  void each_option_makes_another_state_unless_it_is_for_those_who_use_it(String option) {
    String changed = text(EachOption.all().get(option).apply(APP));

    if (OF_ITS_USERS.contains(option)) {
      assertThat(changed).isEqualTo(text(APP));
    } else {
      assertThat(changed).isNotEqualTo(text(APP));
    }
  }
}
