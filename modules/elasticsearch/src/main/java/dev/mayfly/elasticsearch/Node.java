package dev.mayfly.elasticsearch;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageSource;
import dev.mayfly.arguments.Given;
import java.time.Duration;

/** What Elasticsearch and OpenSearch have in common: the description of a cluster of one node. */
final class Node {

  static final int PORT = 9200;

  /** That of the user {@code elastic}. */
  static final String PASSWORD = "ELASTIC_PASSWORD";

  private Node() {}

  /** A node that waits for no others, and that a full disk of the machine does not stop. */
  static ContainerSpec of(ImageSource image) {
    return ContainerSpec.of(image)
        .expose(PORT)
        .env("discovery.type", "single-node")
        .env("cluster.routing.allocation.disk.threshold_enabled", "false")
        .readyWhen(new HealthReadiness())
        .startTimeout(Duration.ofMinutes(3));
  }

  /** The JVM's options for a heap, of which all is taken at once, as the servers want it. */
  static String heap(String size) {
    if (!Given.text(size, "heap").matches("[1-9][0-9]*[kmgKMG]")) {
      throw new IllegalArgumentException(
          "heap " + Given.quoted(size) + " is no size that a JVM knows, such as 512m or 1g");
    }
    return "-Xms" + size + " -Xmx" + size + " -XX:TieredStopAtLevel=1";
  }
}
