package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.Dockerfile;
import dev.mayfly.ImageBuild;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine's own builder can't do is told, and where it stands. */
class BuildKitNeedTests {

  private static final ImageBuild PLAIN = ImageBuild.of(Dockerfile.from("a:1"));

  private static String of(String line, boolean isPodman) {
    return BuildKitNeed.of(("FROM a:1\n" + line).lines().toList(), PLAIN, isPodman).orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN --mount=type=cache,target=/c make    | RUN --mount",
        "run --network=none make                  | run --network",
        "RUN --mount=type=tmpfs,target=/x --security=insecure make | RUN --mount",
        "COPY --link a /a                         | COPY --link",
        "COPY --chown=1 --chmod=755 a /a          | COPY --chmod",
        "ADD --checksum=sha256:1 http://a /a      | ADD --checksum",
        "RUN <<EOF                                | RUN <<EOF",
        "COPY <<'END' /a                          | COPY <<'END'",
      })
  void an_instruction_of_buildkit_alone_is_named(String line, String words) {
    assertThat(of(line, false)).isEqualTo(words + " in line 2");
    assertThat(of(line, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN make --mount=x",
        "COPY --from=b --chown=1 a /a",
        "RUN echo $((1 << 2))",
        "# RUN --mount=type=cache make",
        "RUN a \\\n  --mount=x",
        "ENV A=<<EOF"
      })
  void what_only_looks_so_is_none(String lines) {
    assertThat(of(lines, false)).isEmpty();
  }

  @Test
  void a_secret_is_one_of_them_with_podman_too() {
    ImageBuild build = PLAIN.secret("token", "tell-nobody");

    assertThat(BuildKitNeed.of(List.of("FROM a:1"), build, true)).contains("the secret \"token\"");
  }
}
