package dev.mayfly.testcontainers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** What is on the engine, as Testcontainers' own client sees it. */
final class EngineLook {

  static final String SESSION = "dev.mayfly.session";
  static final String OWNER = "dev.mayfly.owner";

  private EngineLook() {}

  private static DockerClient client() {
    return DockerClientFactory.instance().client();
  }

  static Map<String, String> labelsOfContainer(String id) {
    return client().inspectContainerCmd(id).exec().getConfig().getLabels();
  }

  static Map<String, String> labelsOfNetwork(String id) {
    return client().inspectNetworkCmd().withNetworkId(id).exec().getLabels();
  }

  static Map<String, String> labelsOfImage(String name) {
    return client().inspectImageCmd(name).exec().getConfig().getLabels();
  }

  /** The containers, networks and images with a session's label. */
  static List<String> of(String session) {
    List<String> label = List.of(SESSION + "=" + session);
    Stream<String> containers =
        client().listContainersCmd().withShowAll(true).withLabelFilter(label).exec().stream()
            .map(Container::getId);
    Stream<String> networks =
        client().listNetworksCmd().withFilter("label", label).exec().stream().map(Network::getId);
    Stream<String> images =
        client().listImagesCmd().withLabelFilter(Map.of(SESSION, session)).exec().stream()
            .map(Image::getId);
    return Stream.of(containers, networks, images).flatMap(found -> found).toList();
  }

  /** The containers whose image is Ryuk's. */
  static List<Container> ryuks() {
    return client().listContainersCmd().withShowAll(true).exec().stream()
        .filter(one -> one.getImage().contains("ryuk"))
        .toList();
  }
}
