package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked of networks, their removal left out.
 *
 * @param api of the engine
 */
record NetworkCalls(Api api) {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}|[0-9a-z]{25}");

  String create(String name, NetworkSpec spec, Map<String, String> labels) {
    ObjectNode body = Json.object();
    body.put("Name", name).put("CheckDuplicate", true).put("Internal", spec.internal());
    body.put("EnableIPv6", spec.ipv6());
    body.set("Labels", Json.object(labels));
    String driver = spec.driver();
    if (driver != null) {
      body.put("Driver", driver);
      body.put("Attachable", driver.equals("overlay")); // else only a swarm's services can join
    }
    String subnet = spec.subnet();
    if (subnet != null) {
      body.putObject("IPAM").putArray("Config").addObject().put("Subnet", subnet);
    }
    return api.post("Creating network " + name, Target.of("networks", "create"), body)
        .path("Id")
        .asText();
  }

  /** The engine would also take the beginning of an id. */
  Optional<String> find(String nameOrId) {
    try {
      JsonNode json = api.get("Looking for network " + nameOrId, Target.of("networks", nameOrId));
      String id = json.path("Id").asText();
      boolean isMeant = nameOrId.equals(id) || nameOrId.equals(json.path("Name").asText());
      return isMeant ? Optional.of(id) : Optional.empty();
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Of what a container's description has for one: Podman 4 has the name there. */
  String idOf(String idOrName) {
    return idOrName.isEmpty() || ID.matcher(idOrName).matches()
        ? idOrName
        : find(idOrName).orElse(idOrName);
  }

  void connect(String networkId, String containerId, List<String> aliases) {
    ObjectNode body = Json.object().put("Container", containerId);
    body.putObject("EndpointConfig").set("Aliases", Json.array(aliases));
    String what = "Connecting container " + containerId + " to network " + networkId;
    api.post(what, Target.of("networks", networkId, "connect"), body);
  }

  void disconnect(String networkId, String containerId) {
    ObjectNode body = Json.object().put("Container", containerId).put("Force", true);
    String what = "Disconnecting container " + containerId + " from network " + networkId;
    api.post(what, Target.of("networks", networkId, "disconnect"), body);
  }
}
