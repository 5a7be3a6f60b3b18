package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.Port;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Under which numbers an engine has published a container's ports, and which addresses the
 * container has of its own. An engine may lead IPv4 and IPv6 to different numbers.
 *
 * @param ipv4 the numbers at the engine's IPv4 addresses, by the container's port
 * @param ipv6 those at its IPv6 addresses
 * @param addresses the container's own, by the networks' ids
 */
record PublishedPorts(
    Map<Port, Integer> ipv4, Map<Port, Integer> ipv6, Map<String, String> addresses) {

  /** Those of a container that does not run. */
  static final PublishedPorts NONE = new PublishedPorts(Map.of(), Map.of(), Map.of());

  /** Reads them from the engine's description of a container that runs. */
  static PublishedPorts read(JsonNode container) {
    Map<Port, Integer> ipv4 = new HashMap<>();
    Map<Port, Integer> ipv6 = new HashMap<>();
    if (container.path("HostConfig").path("NetworkMode").asText().equals("host")) {
      for (Map.Entry<String, JsonNode> port :
          container.path("Config").path("ExposedPorts").properties()) {
        put(ipv4, port.getKey(), Integer.parseInt(port.getKey().split("/", 2)[0]));
      }
      return new PublishedPorts(ipv4, ipv4, Map.of());
    }
    JsonNode network = container.path("NetworkSettings");
    for (Map.Entry<String, JsonNode> port : network.path("Ports").properties()) {
      for (JsonNode binding : port.getValue()) {
        boolean isIpv6 = binding.path("HostIp").asText().indexOf(':') >= 0;
        put(isIpv6 ? ipv6 : ipv4, port.getKey(), binding.path("HostPort").asInt());
      }
    }
    return new PublishedPorts(ipv4, ipv6, addresses(network.path("Networks")));
  }

  private static void put(Map<Port, Integer> ports, String port, int hostPort) {
    if (!port.endsWith("/sctp") && hostPort > 0) {
      ports.putIfAbsent(Port.parse(port), hostPort);
    }
  }

  /** A container's own addresses by the networks' ids. */
  static Map<String, String> addresses(JsonNode networks) {
    Map<String, String> addresses = new TreeMap<>();
    for (JsonNode network : networks) {
      String ipv4 = network.path("IPAddress").asText();
      String address = ipv4.isEmpty() ? network.path("GlobalIPv6Address").asText() : ipv4;
      if (!address.isEmpty()) {
        addresses.put(network.path("NetworkID").asText(), address);
      }
    }
    return addresses;
  }

  /** The numbers at an address of one kind, or those at the other where it has none. */
  Map<Port, Integer> numbers(boolean preferIpv6) {
    Map<Port, Integer> numbers = new HashMap<>(preferIpv6 ? ipv4 : ipv6);
    numbers.putAll(preferIpv6 ? ipv6 : ipv4);
    return numbers;
  }
}
