package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mayfly.engine.EngineException;

/**
 * The word for the engine's machine among a container's hosts, which Podman before 4.7 takes for an
 * address. There the address takes its place.
 *
 * @param api of the engine
 * @param isPodman whether it may not know the word
 * @param cgroups say whose engine it is
 */
record HostGateway(Api api, boolean isPodman, Cgroups cgroups) {

  private static final String WORD = ":host-gateway";
  private static final int NOT_IMPLEMENTED = 501;

  /**
   * @param request to create a container
   * @throws EngineException if there is no such address
   */
  void fillIn(String what, ObjectNode request) {
    JsonNode host = request.path("HostConfig");
    if (isPodman && host.path("ExtraHosts") instanceof ArrayNode hosts && hasWord(hosts)) {
      String version =
          api.get("Asking for the engine's version", Target.of("version")).path("Version").asText();
      if (isBefore47(version)) {
        String address = address(what, version, host.path("NetworkMode").asText());
        for (int i = 0; i < hosts.size(); i++) {
          String entry = hosts.path(i).asText();
          hosts.set(i, TextNode.valueOf(entry.replace(WORD, ":" + address)));
        }
      }
    }
  }

  private static boolean hasWord(ArrayNode hosts) {
    for (JsonNode entry : hosts) {
      if (entry.asText().endsWith(WORD)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBefore47(String version) {
    return version.matches("[0-3]\\..*|4\\.[0-6]([^0-9].*)?");
  }

  /** Of root's Podman: a network's gateway is its machine. */
  private String address(String what, String version, String network) {
    String name = network.isEmpty() || network.equals("default") ? "podman" : network;
    JsonNode gateway =
        cgroups.isRootlessPodman()
            ? Json.object().path("none")
            : api.get("Looking at network " + name, Target.of("networks", name))
                .path("IPAM")
                .path("Config")
                .path(0)
                .path("Gateway");
    if (gateway.asText().isEmpty()) {
      throw new EngineException(
          NOT_IMPLEMENTED,
          what
              + ": Podman "
              + version
              + " does not know \"host-gateway\", the engine's machine as containers see it; 4.7 is"
              + " the first that does. Use a newer one, or give the machine's address:"
              + " extraHost(\"host.docker.internal\", \"192.0.2.1\") in place of hostAccess().");
    }
    return gateway.asText();
  }
}
