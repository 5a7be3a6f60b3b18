package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Finds containers behind ports of this machine: an engine that is reached by a port of this
 * machine may itself run in a container of this machine's own engine, and its ports are then at
 * that container's address.
 */
final class Publishers {

  private Publishers() {}

  /**
   * The addresses of the containers that have a TCP port; none if this machine has no engine.
   *
   * @param usualSocket where it listens
   */
  static List<String> of(int port, Path usualSocket, Limits limits) {
    Place usual = Place.of(EngineAddress.unix(usualSocket), "the usual place");
    try (EngineConnection engine =
        EngineConnection.open(usual, limits, EngineConnection.PATIENCE, ApiVersion.NEWEST)) {
      ObjectNode filter = Json.object();
      filter.putArray("publish").add(port + "/tcp");
      Target target = Target.of("containers", "json").query("filters", Json.write(filter));
      JsonNode containers = engine.api().get("Looking for who has port " + port, target);
      return StreamSupport.stream(containers.spliterator(), false)
          .map(container -> container.path("NetworkSettings").path("Networks"))
          .flatMap(networks -> PublishedPorts.addresses(networks).values().stream())
          .toList();
    } catch (IOException | EngineException none) {
      return List.of();
    }
  }
}
