package dev.mayfly.docker;

import dev.mayfly.Port;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A host at which the ports of an engine's containers may be reached from this JVM: one for all of
 * them, or each container's own address.
 *
 * @param host a name or address; empty for the containers' own addresses
 * @param networks on which the containers' own addresses can be reached; empty if there is a host
 * @param origin why it may be that host, for people
 */
record Candidate(String host, Set<String> networks, String origin) {

  static Candidate host(String host, String origin) {
    return new Candidate(host, Set.of(), origin);
  }

  /** The containers' own addresses on networks that this JVM's container is on too. */
  static Candidate ownAddresses(Set<String> networks) {
    return new Candidate("", networks, "a network that this JVM's container is on too");
  }

  /** The way to a container; empty if it has no address here. */
  Optional<Route> to(PublishedPorts published) {
    if (!host.isEmpty()) {
      return Optional.of(new Route(host, published.numbers(isIpv6(host))));
    }
    Map<Port, Integer> own =
        published.numbers(false).keySet().stream()
            .collect(Collectors.toMap(port -> port, Port::number));
    return published.addresses().entrySet().stream()
        .filter(address -> networks.contains(address.getKey()))
        .map(address -> new Route(address.getValue(), own))
        .findFirst();
  }

  private static boolean isIpv6(String host) {
    if (host.matches("[0-9.]+")) {
      return false;
    }
    try {
      return InetAddress.getByName(host) instanceof Inet6Address;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return host.isEmpty()
        ? "the container's own address (" + origin + ")"
        : host + " (" + origin + ")";
  }
}
