package dev.mayfly.elasticsearch;

import dev.mayfly.CertificateFiles;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageSource;
import dev.mayfly.arguments.Given;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** What Elasticsearch and OpenSearch have in common: the description of a cluster of one node. */
final class Node {

  static final int PORT = 9200;

  /** That of the user {@code elastic}. */
  static final String PASSWORD = "ELASTIC_PASSWORD";

  private static final String TLS = "xpack.security.http.ssl.enabled";

  /** Elasticsearch reads files below its configuration alone. */
  private static final CertificateFiles CERTIFICATES =
      CertificateFiles.in("/usr/share/elasticsearch/config/mayfly-tls");

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

  /** A description of a node that speaks TLS. */
  static ContainerSpec secured(ContainerSpec spec, String... names) {
    CertificateFiles files = CERTIFICATES.names(names);
    return files.addTo(
        spec.env(TLS, "true")
            .env("xpack.security.http.ssl.key", files.keyFile())
            .env("xpack.security.http.ssl.certificate", files.certificateFile()));
  }

  static boolean isSecured(Map<String, String> env) {
    return Boolean.parseBoolean(env.get(TLS));
  }

  /**
   * The certificates of a node that speaks TLS.
   *
   * @throws IllegalStateException if it does not
   */
  static CertificateFiles certificates(ContainerSpec spec) {
    if (!isSecured(spec.env())) {
      throw new IllegalStateException(
          "This Elasticsearch has no certificate. try: secured() among the container's options.");
    }
    return CERTIFICATES;
  }

  /** {@code http://address} or {@code https://address}. */
  static URI url(ContainerSpec spec, String address) {
    return URI.create((isSecured(spec.env()) ? "https://" : "http://") + address);
  }
}
