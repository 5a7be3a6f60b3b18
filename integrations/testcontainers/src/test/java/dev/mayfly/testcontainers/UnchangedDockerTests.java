package dev.mayfly.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

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
            .waitingFor(Wait.forLogMessage("ready", 1)) // a port's wait can end before the death
            .withStartupTimeout(Duration.ofHours(1))) {
      assertThatThrownBy(broken::start).isInstanceOf(ContainerLaunchException.class);
      assertThat(broken.getContainerId()).isNull();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void so_does_one_whose_class_waits_in_its_own_way() {
    try (PostgreSQLContainer broken =
        new PostgreSQLContainer("postgres:15")
            .withCommand("sh", "-c", "sleep 2; exit 3")
            .withStartupTimeout(Duration.ofHours(1))) {
      assertThatThrownBy(broken::start).isInstanceOf(ContainerLaunchException.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  /** Writes into another container as soon as it is started. */
  private static final class Greeting extends GenericContainer<Greeting> {

    private final GenericContainer<?> other;

    Greeting(GenericContainer<?> other) {
      super("busybox:1.35");
      this.other = other;
      withCommand("sleep", "1h");
    }

    @Override
    protected void containerIsStarted(InspectContainerResponse info) {
      other.copyFileToContainer(Transferable.of("hello"), "/greeting");
    }
  }

  @Test
  void others_that_the_thread_has_to_do_with_meanwhile_are_let_be() throws Exception {
    try (Greeting greeting = new Greeting(client)) {
      greeting.start();
      client.copyFileToContainer(Transferable.of("hello again"), "/again");

      assertThat(greeting.isRunning()).isTrue();
      assertThat(client.execInContainer("cat", "/greeting", "/again").getStdout())
          .isEqualTo("hellohello again");
    }
  }

  @Test
  void what_others_change_in_a_request_takes_no_label_away() {
    try (GenericContainer<?> changed =
        new GenericContainer<>("busybox:1.35")
            .withCommand("sleep", "1h")
            .withCreateContainerCmdModifier(
                command -> command.withHostConfig(new HostConfig()).withLabels(new HashMap<>()))) {
      changed.start();
      assertThat(EngineLook.labelsOfContainer(changed.getContainerId()))
          .containsKeys(EngineLook.SESSION, EngineLook.OWNER);
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
