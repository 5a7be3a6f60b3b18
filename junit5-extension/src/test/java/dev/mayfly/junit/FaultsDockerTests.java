package dev.mayfly.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.Faults.Direction;
import dev.mayfly.GenericContainer;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Faults end with the test that set them, on a real engine. */
@Tag("docker")
final class FaultsDockerTests {

  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class DisturbingTestCase {
    @Container(scope = ContainerScope.SUITE)
    static final GenericContainer web =
        GenericContainer.of("busybox:1.35")
            .command("sh", "-c", "echo hello > /index.html; exec httpd -f -p 80 -h /")
            .expose(80)
            .customize(spec -> spec.stableAddress());

    @BeforeAll
    static void asks() throws IOException {
      assertThat(page()).startsWith("hello");
    }

    static String page() throws IOException {
      URL url = web.url(80).toURL();
      return new String(url.openStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    @Order(1)
    void disturbs_and_fails() {
      web.faults().refuse();
      web.faults().delay(Duration.ofHours(1));
      web.faults().throttle(1);
      web.faults().drop(Direction.TO_CONTAINER);
      throw new IllegalStateException("on purpose");
    }

    @Test
    @Order(2)
    void finds_it_as_it_was() throws IOException {
      assertThat(page()).startsWith("hello");
    }

    @Test
    @Order(3)
    void stops_and_starts_it() throws IOException {
      int before = web.port(80);
      web.running().stop(Duration.ofSeconds(1));
      web.running().start();
      assertThat(web.port(80)).isEqualTo(before);
      assertThat(page()).startsWith("hello");
    }

    @Test
    @Order(4)
    void starts_it_again_while_its_clients_are_refused() throws IOException {
      web.faults().refuse();
      web.running().restart(Duration.ofSeconds(1));
      assertThatThrownBy(DisturbingTestCase::page).isInstanceOf(IOException.class);
      try (Socket past = new Socket()) {
        past.connect(web.running().mappedAddress(80), 1_000);
        assertThat(past.isConnected()).isTrue();
      }
    }
  }

  @Test
  void a_fault_ends_with_its_test_also_if_that_failed() {
    List<Throwable> failures = TestRun.onThisMachine().failuresOf(DisturbingTestCase.class);

    assertThat(failures).singleElement().satisfies(it -> assertThat(it).hasMessage("on purpose"));
  }
}
