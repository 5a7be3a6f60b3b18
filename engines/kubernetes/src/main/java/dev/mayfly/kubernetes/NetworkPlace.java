package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod is called, and where it looks for others.
 *
 * <p>A network is a headless Service. The pods of a network are found as {@code
 * HOSTNAME.NETWORK.NAMESPACE.svc.DOMAIN}, and look names up in {@code
 * NETWORK.NAMESPACE.svc.DOMAIN}: so the same name can be used on each network of a namespace. A pod
 * has one host name and one network of that kind, its first; each other name of it, and each on
 * another network, is a Service of its own, which the whole namespace sees.
 *
 * @param hostname null for the cluster's choice
 * @param subdomain the first network's id; null if it is in none
 * @param searches the domains of its networks
 * @param others its names that are Services, by their networks
 */
record NetworkPlace(
    @Nullable String hostname,
    @Nullable String subdomain,
    List<String> searches,
    Map<String, List<String>> others) {

  /** Of a pod whose namespace has a domain, such as {@code default.svc.cluster.local}. */
  static NetworkPlace of(
      ContainerRequest request, Map<String, List<String>> networks, String domain) {
    String first = networks.keySet().stream().findFirst().orElse(null);
    List<String> names = first == null ? List.of() : small(networks.getOrDefault(first, List.of()));
    String given = request.process().hostname();
    String hostname = given != null ? hostname(given) : names.isEmpty() ? null : names.get(0);
    List<String> searches =
        networks.keySet().stream().map(network -> network + "." + domain).toList();
    NetworkPlace named = new NetworkPlace(hostname, first, searches, Map.of());
    Map<String, List<String>> others = new LinkedHashMap<>();
    networks.forEach((network, aliases) -> others.put(network, named.services(network, aliases)));
    return new NetworkPlace(hostname, first, searches, others);
  }

  /** Its names that are Services. */
  List<String> services() {
    return others.values().stream().flatMap(List::stream).distinct().toList();
  }

  /** Those of the names that it is given on a network that have to be Services. */
  List<String> services(String network, List<String> aliases) {
    List<String> names = new ArrayList<>(small(aliases));
    if (network.equals(subdomain)) {
      names.remove(hostname);
    }
    return List.copyOf(names);
  }

  private static List<String> small(List<String> aliases) {
    return aliases.stream().map(Names::alias).distinct().toList();
  }

  /** A container's name for its own host, as far as a cluster takes it. */
  private static String hostname(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return Names.isAlias(small) ? small : Names.fitted(small);
  }
}
