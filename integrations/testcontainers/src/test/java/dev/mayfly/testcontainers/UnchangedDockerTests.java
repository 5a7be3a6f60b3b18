package dev.mayfly.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** A class that knows nothing of Mayfly, with this artifact on its class path. */
@Tag("docker")
@Testcontainers(disabledWithoutDocker = true)
class UnchangedDockerTests {

  private static final Network NETWORK = Network.newNetwork();

  @Container
  static final GenericContainer<?> cache =
      new GenericContainer<>("redis:7.0")
          .withExposedPorts(6379)
          .withNetwork(NETWORK)
          .withNetworkAliases("cache");

  @Container
  final GenericContainer<?> client =
      new GenericContainer<>("busybox:1.35").withCommand("sleep", "1h").withNetwork(NETWORK);

  @Test
  void its_containers_are_a_sessions() throws Exception {
    assertThat(client.execInContainer("sh", "-c", "echo PING | nc -w 5 cache 6379").getStdout())
        .contains("PONG");
    assertThat(EngineLook.labelsOfContainer(cache.getContainerId()))
        .containsKeys(EngineLook.SESSION, EngineLook.OWNER);
    assertThat(EngineLook.ryuks()).isEmpty();
  }

  @Test
  void its_networks_are_too() {
    assertThat(EngineLook.labelsOfNetwork(NETWORK.getId()))
        .containsKeys(EngineLook.SESSION, EngineLook.OWNER);
  }

  @Test
  void images_that_it_builds_are_unless_they_are_to_stay() {
    ImageFromDockerfile built =
        new ImageFromDockerfile()
            .withDockerfileFromBuilder(
                file -> file.from("busybox:1.35").cmd("sleep", "1h").build());
    try (GenericContainer<?> container = new GenericContainer<>(built)) {
      container.start();
      assertThat(EngineLook.labelsOfImage(container.getDockerImageName()))
          .containsKeys(EngineLook.SESSION, EngineLook.OWNER);
    }
  }

  @Test
  void a_container_that_dies_wakes_who_waits_for_it() {
    try (GenericContainer<?> broken =
        new GenericContainer<>("busybox:1.35")
            .withCommand("sh", "-c", "echo no disk; exit 3")
            .withExposedPorts(80)
            .withStartupTimeout(Duration.ofHours(1))) {
      assertThatThrownBy(broken::start).isInstanceOf(ContainerLaunchException.class);
      assertThat(broken.getContainerId()).isNull();
    }
  }

  @Test
  void one_that_is_to_end_is_left_to_do_so() {
    try (GenericContainer<?> once =
        new GenericContainer<>("busybox:1.35")
            .withCommand("echo", "done")
            .withStartupCheckStrategy(new OneShotStartupCheckStrategy())) {
      once.start();
      assertThat(once.getLogs()).contains("done");
    }
  }

  @Test
  void one_that_was_stopped_is_gone_and_can_be_started_again() {
    String first = client.getContainerId();
    client.stop();
    client.start();

    assertThat(client.getContainerId()).isNotEqualTo(first);
    assertThatThrownBy(() -> EngineLook.labelsOfContainer(first)).hasMessageContaining(first);
  }
}
