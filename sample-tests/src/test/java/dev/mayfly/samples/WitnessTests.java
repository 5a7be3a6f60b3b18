package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.Witness;
import dev.mayfly.junit.Container;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A program whose own file says more than its log, should a test fail. */
@Tag("docker")
class WitnessTests {

  // tag::witness[]
  record Orders() implements Witness<RunningContainer> {
    @Override
    public Map<String, byte[]> tell(RunningContainer shop) {
      return Map.of("orders.txt", shop.readFile("/tmp/orders"));
    }
  }

  @Container
  static final GenericContainer shop =
      GenericContainer.of("busybox:1.35")
          .command("sh", "-c", "echo a book >/tmp/orders; sleep 600")
          .customize(spec -> spec.witness(new Orders()));

  // end::witness[]

  @Test
  void what_a_failure_would_tell() {
    assertThat(shop.running().spec().witnesses()).containsExactly(new Orders());
    assertThat(shop.exec("cat", "/tmp/orders").orThrow().stdout()).isEqualTo("a book\n");
    assertThat(new Orders().tell(shop.running())).containsOnlyKeys("orders.txt");
  }
}
