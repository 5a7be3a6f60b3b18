package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The container that this JVM runs in, as the engine describes it that was given its socket.
 *
 * @param isOnHostNetwork whether the engine's machine and this JVM have the same network
 * @param gateways addresses of the engine's machine that this JVM reaches, on bridges of the engine
 * @param addresses its own, by the networks' ids
 */
record OwnContainer(boolean isOnHostNetwork, List<String> gateways, Map<String, String> addresses) {
  OwnContainer {
    gateways = List.copyOf(gateways);
    addresses = Map.copyOf(addresses);
  }

  /**
   * Finds it, if it is one of this engine's.
   *
   * @param ids that it may have
   */
  static Optional<OwnContainer> find(Api api, List<String> ids) {
    return described(api, ids).map(json -> read(api, json));
  }

  /** All that the engine says of it. */
  static Optional<JsonNode> described(Api api, List<String> ids) {
    return ids.stream().flatMap(id -> described(api, id).stream()).findFirst();
  }

  private static Optional<JsonNode> described(Api api, String id) {
    return found(api, "Looking for this JVM's container " + id, Target.of("containers", id, "json"))
        .filter(json -> json.path("Id").asText().startsWith(id));
  }

  private static Optional<JsonNode> found(Api api, String what, Target target) {
    try {
      return Optional.of(api.get(what, target));
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static OwnContainer read(Api api, JsonNode json) {
    JsonNode networks = json.path("NetworkSettings").path("Networks");
    List<String> gateways = new ArrayList<>();
    for (JsonNode network : networks) {
      gateway(api, network).ifPresent(gateways::add);
    }
    return new OwnContainer(
        json.path("HostConfig").path("NetworkMode").asText().equals("host"),
        gateways,
        PublishedPorts.addresses(networks));
  }

  /** Only the gateway of a bridge with a way out is the engine's machine and lets us in. */
  private static Optional<String> gateway(Api api, JsonNode endpoint) {
    String id = endpoint.path("NetworkID").asText();
    String ipv4 = endpoint.path("Gateway").asText();
    String gateway = ipv4.isEmpty() ? endpoint.path("IPv6Gateway").asText() : ipv4;
    return found(api, "Looking at this JVM's network " + id, Target.of("networks", id))
        .filter(network -> network.path("Driver").asText().equals("bridge"))
        .filter(network -> !network.path("Internal").asBoolean() && !gateway.isEmpty())
        .map(network -> gateway);
  }
}
