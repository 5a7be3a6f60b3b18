package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Knows nothing of Mayfly, and is cleaned up by it all the same. */
@Testcontainers
class UnchangedTests {

  static Network network = Network.newNetwork();

  @Container
  GenericContainer<?> cache =
      new GenericContainer<>("redis:7.0").withExposedPorts(6379).withNetwork(network);

  @Test
  void its_containers_and_networks_are_a_sessions() {
    String session = cache.getContainerInfo().getConfig().getLabels().get("dev.mayfly.session");

    assertTrue(session.matches("[0-9a-f]{12}"));
    assertEquals(
        session,
        DockerClientFactory.instance()
            .client()
            .inspectNetworkCmd()
            .withNetworkId(network.getId())
            .exec()
            .getLabels()
            .get("dev.mayfly.session"));
  }
}
