package dev.mayfly.docker;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.RelayRequest;
import java.util.List;
import java.util.Map;

/** The container of a relay: it has a network, and no right but that to low ports. */
final class RelayContainer {

  /** What it writes is no log. */
  private static final String ALONE =
      """
      {
        "HostConfig": {
          "AutoRemove": true,
          "ReadonlyRootfs": true,
          "LogConfig": {"Type": "none"}
        },
        "Healthcheck": {"Test": ["NONE"]}
      }
      """;

  private RelayContainer() {}

  /**
   * @param id of the image, of which nothing but its content counts
   */
  static ContainerRequest of(RelayRequest relay, ImageName image, String id) {
    ContainerSpec spec =
        ContainerSpec.of(image)
            .entrypoint(OwnProgram.RELAY.path())
            .user("0:0")
            .dropCapability("ALL")
            .addCapability("NET_BIND_SERVICE")
            .createRequestPatch(ALONE);
    List<Endpoint> networks =
        relay.network().isEmpty() ? List.of() : List.of(new Endpoint(relay.network(), List.of()));
    return ContainerRequest.of(relay.name(), id, spec, relay.labels(), networks, Map.of())
        .openStdin();
  }
}
