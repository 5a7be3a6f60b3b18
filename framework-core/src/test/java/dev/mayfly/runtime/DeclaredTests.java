package dev.mayfly.runtime;

import static dev.mayfly.ready.ReadyWhen.allOf;
import static dev.mayfly.ready.ReadyWhen.healthy;
import static dev.mayfly.ready.ReadyWhen.http;
import static dev.mayfly.ready.ReadyWhen.log;
import static dev.mayfly.ready.ReadyWhen.running;
import static dev.mayfly.ready.ReadyWhen.tls;
import static dev.mayfly.ready.ReadyWhen.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.NetworkSpec;
import dev.mayfly.Port;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Readiness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Readiness that can't apply is found before anything is started. */
class DeclaredTests {

  private final ContainerSpec app = ContainerSpec.of("app:1");

  @Test
  void a_port_that_is_asked_must_be_exposed() {
    refused(app.expose(80), tls(443))
        .withMessage(
            "Readiness asks port 443, which is not exposed; exposed are [80]. Add expose(443).");
    refused(app.expose(53), udp(53, (byte) 0))
        .withMessage(
            "Readiness asks port 53/udp, which is not exposed; exposed are []."
                + " Add expose(Port.udp(53)).");
    accepted(app.expose(Port.udp(53)), udp(53, (byte) 0));
  }

  @Test
  void a_port_of_a_composed_service_is_told_where_it_is_to_be_written() {
    ContainerSpec cache = app.label("com.docker.compose.service", "cache");

    assertThat(Opening.advice(Port.tcp(6379), cache))
        .isEqualTo(
            "Give service \"cache\" expose: [\"6379\"] in the Compose file, or ports: with it.");
    assertThat(Opening.advice(Port.udp(53), cache)).contains("expose: [\"53/udp\"]");
  }

  @Test
  void ports_on_a_network_that_maps_none_are_refused() {
    ContainerSpec exposed = app.expose(80).readyWhen(running());
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> Declared.check(exposed.network(NetworkSpec.existing("host"))))
        .withMessageContainingAll(
            "network \"host\" no port is mapped", "[80/tcp]", "Drop expose(…)");
    assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> Declared.check(exposed.network(NetworkSpec.existing("none"))))
        .withMessageContainingAll("network \"none\" no port can be reached", "Drop expose(…)");
    accepted(app.expose(80).network(NetworkSpec.existing("bridge")), running());
    accepted(app.network(NetworkSpec.existing("host")), running());
    accepted(app.expose(80).network(NetworkSpec.of("host")), running());
  }

  @Test
  void a_question_without_a_port_needs_exactly_one() {
    refused(app, http("/"))
        .withMessageContainingAll("only exposed TCP port", "exposed are []", "expose(8080)");
    refused(app.expose(80, 81), allOf(log("x"), http("/")).inARow(2))
        .withMessageContainingAll("exposed are [80, 81]", "http(…).port(80)");
    accepted(app.expose(80), http("/"));
    accepted(app.expose(80, 81), http("/").port(81));
  }

  @Test
  void a_healthcheck_that_is_asked_must_be_the_images_or_a_patchs() {
    assertThat(maySayHealthy(false, "{}")).isFalse();
    assertThat(maySayHealthy(false, "{\"Healthcheck\": {}}")).isTrue();
    assertThat(maySayHealthy(true, "{}")).isTrue();
  }

  private boolean maySayHealthy(boolean imageCan, String patch) {
    ImageState image =
        new ImageState(
            "sha256:1", List.of(), Set.of(), imageCan, "linux/amd64", Map.of(), Instant.EPOCH, 0);
    try {
      Declared.checkAgainst(
          image, app.createRequestPatch(patch).readyWhen(healthy()), new InMemoryEngine());
      return true;
    } catch (DeclarationException e) {
      return false;
    }
  }

  private static void accepted(ContainerSpec spec, Readiness readiness) {
    assertThatCode(() -> Declared.check(spec.readyWhen(readiness))).doesNotThrowAnyException();
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<DeclarationException> refused(
      ContainerSpec spec, Readiness readiness) {
    return assertThatExceptionOfType(DeclarationException.class)
        .isThrownBy(() -> Declared.check(spec.readyWhen(readiness)));
  }
}
