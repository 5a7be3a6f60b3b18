package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ImageException;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.InMemoryEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of images for another processor; the engine's here is amd64. */
class EmulationTests {

  private final InMemoryEngine engine = new InMemoryEngine().address("tcp://build-box:2375");

  private void check(String platform) {
    ImageState image =
        new ImageState(
            "sha256:1", List.of(), Set.of(), false, platform, Map.of(), Instant.EPOCH, 0);
    new Emulation(engine, true).check(image, "app:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux/amd64", "linux/amd64/v2", "linux/x86_64", "linux/386", "/"})
  void what_the_engine_runs_by_itself_is_taken(String platform) {
    assertThatCode(() -> check(platform)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux/arm64", "linux/arm64/v8", "linux/arm/v7", "linux/s390x"})
  void what_is_for_another_processor_can_be_refused(String platform) {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> check(platform))
        .withMessageContainingAll(
            "app:1 is for " + platform + ", and the engine's processor is amd64",
            "mayfly.images.emulated is \"fail\"",
            "platform(\"linux/amd64\")");
  }

  @Test
  void an_engine_that_does_not_say_refuses_nothing() {
    engine.failNext("info", new EngineException(500, "busy"));

    assertThatCode(() -> check("linux/arm64")).doesNotThrowAnyException();
  }
}
