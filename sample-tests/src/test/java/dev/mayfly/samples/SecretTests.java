package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import org.junit.jupiter.api.Test;

/** What was marked as a secret is not seen in a description. */
class SecretTests {

  // tag::secret[]
  static final GenericContainer shop =
      GenericContainer.of("busybox:1.35")
          .secretEnv("LICENCE", "7f3a-shop")
          .secret("a value that the container makes of it")
          .copy(FileSource.secret("pin 4711-0815"), "/run/secrets/pin");

  // end::secret[]

  @Test
  void a_marked_value_is_starred() {
    assertThat(shop.slot().spec().toString()).contains("LICENCE=***").doesNotContain("7f3a");
  }
}
