package dev.mayfly.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ImageName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageStateTests {

  private static final String DIGEST = "@sha256:" + "a".repeat(64);

  @Test
  void an_image_is_told_by_the_digest_that_its_own_repository_knows() {
    ImageState state = state("mirror.example.com/db" + DIGEST, "postgres" + DIGEST);

    assertThat(state.identity(ImageName.parse("postgres:15"))).isEqualTo("postgres" + DIGEST);
    assertThat(state.identity(ImageName.parse("mirror.example.com/db:1")))
        .isEqualTo("mirror.example.com/db" + DIGEST);
  }

  @Test
  void one_that_no_registry_of_its_name_knows_is_told_by_its_id() {
    assertThat(
            state("<none>@<none>", "mirror.example.com/db" + DIGEST)
                .identity(ImageName.parse("postgres:15")))
        .isEqualTo("sha256:id");
    assertThat(state().identity(ImageName.parse("postgres:15"))).isEqualTo("sha256:id");
  }

  private static ImageState state(String... digests) {
    return new ImageState(
        "sha256:id", List.of(digests), Set.of(), false, "linux/amd64", Map.of(), Instant.EPOCH, 0);
  }
}
