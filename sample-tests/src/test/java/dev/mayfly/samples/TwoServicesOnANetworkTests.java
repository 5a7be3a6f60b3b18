package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ExecResult;
import dev.mayfly.GenericContainer;
import dev.mayfly.Network;
import dev.mayfly.junit.Container;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers find each other by the names of their fields. */
@Tag("docker")
class TwoServicesOnANetworkTests {

  @Nested
  class OnTheRunsOwnNetwork {

    // tag::by-name[]
    @Container static final GenericContainer web = GenericContainer.of("nginx:1.22").expose(80);

    @Container
    static final GenericContainer client =
        GenericContainer.of("busybox:1.35").command("sleep", "1h");

    @Test
    void a_container_finds_another_by_its_fields_name() {
      ExecResult page = client.exec("wget", "-q", "-O", "-", "http://web/");

      assertThat(page.orThrow().stdout()).contains("<html");
    }
    // end::by-name[]
  }

  @Nested
  class OnANetworkOfTheirOwn {

    // tag::own-network[]
    @Container static final Network backend = Network.of("backend");

    @Container(network = "backend", aliases = "shop.example")
    static final GenericContainer shop = GenericContainer.of("nginx:1.22").expose(80);

    @Container(
        image = "busybox:1.35",
        command = {"sleep", "1h"},
        network = "backend")
    static GenericContainer insider;

    @Container(
        image = "busybox:1.35",
        command = {"sleep", "1h"})
    static GenericContainer outsider;

    @Test
    void only_containers_of_a_network_find_each_other() {
      String[] lookUp = {"wget", "-q", "-O", "-", "http://shop.example/"};

      assertThat(insider.exec(lookUp).exitCode()).isZero();
      assertThat(outsider.exec(lookUp).stderr()).contains("bad address");
    }
    // end::own-network[]
  }
}
