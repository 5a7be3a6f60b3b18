package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Port;
import dev.mayfly.Protocol;

/** Says how a port is opened in the place where its container is described. */
final class Opening {

  /** By this label Docker's Compose says which service of a file a container is. */
  private static final String SERVICE = "com.docker.compose.service";

  private Opening() {}

  /** What to write: an option, or a line of a Compose file. */
  static String advice(Port port, ContainerSpec spec) {
    String service = spec.labels().get(SERVICE);
    boolean isTcp = port.protocol() == Protocol.TCP;
    if (service != null) {
      return "Give service \"%s\" expose: [\"%s\"] in the Compose file, or ports: with it."
          .formatted(service, isTcp ? port.number() : port);
    }
    return "Add expose(" + (isTcp ? port.number() : "Port.udp(" + port.number() + ")") + ").";
  }
}
