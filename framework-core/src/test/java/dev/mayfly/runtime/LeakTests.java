package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.runtime.SecretCases.SecretCase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret leaves by any way. */
class LeakTests {

  @TempDir private Path folder;

  static Stream<Arguments> each() {
    return SecretCases.all().stream()
        .flatMap(secret -> Arrays.stream(WayOut.values()).map(way -> Arguments.of(secret, way)));
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("each")
  void no_secret_leaves(SecretCase secret, WayOut way) throws Exception {
    String seen = way.seen(secret, folder);

    assertThat(seen).doesNotContain(secret.secret());
    if (way == WayOut.FAILED_START || way == WayOut.EVIDENCE) {
      assertThat(seen).contains("***");
    }
  }

  @Test
  void there_are_many_cases() {
    assertThat(SecretCases.all()).hasSizeGreaterThanOrEqualTo(60);
  }
}
