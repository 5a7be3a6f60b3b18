package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In a pod, with its service account alone, ports are at the pods themselves. */
@Tag("in-pod")
class InPodTests {

  private static final ContainerSpec WEB = ContainerSpec.of("nginx:1.22").expose(80);

  private static Containers open(String host) {
    return Containers.open(
        Settings.load(
            name ->
                switch (name) {
                  case "mayfly.engine" -> Optional.of("kubernetes");
                  case "mayfly.host" -> Optional.of(host).filter(text -> !text.isEmpty());
                  default -> Optional.empty();
                }));
  }

  private static String page(URI address) throws IOException {
    return new String(address.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_container_is_reached_at_its_own_address_also_when_it_was_started_again()
      throws IOException {
    try (Containers containers = open("")) {
      RunningContainer web = containers.start(WEB);
      assertThat(web.host()).isNotEqualTo("127.0.0.1");
      assertThat(web.port(80)).isEqualTo(80);
      assertThat(page(web.url(80))).contains("<html");

      web.restart(Duration.ofSeconds(5));

      assertThat(page(web.url(80))).contains("<html");
    }
  }

  @Test
  void its_ports_are_forwarded_where_that_is_wanted() throws IOException {
    try (Containers containers = open("127.0.0.1")) {
      RunningContainer web = containers.start(WEB);

      assertThat(web.host()).isEqualTo("127.0.0.1");
      assertThat(page(web.url(80))).contains("<html");
    }
  }
}
