package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerRequest;
import java.util.ArrayList;
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
    Map<String, List<String>> others = new java.util.LinkedHashMap<>();
    networks.forEach(
        (network, aliases) -> {
          List<String> more = new ArrayList<>(small(aliases));
          if (network.equals(first)) {
            more.remove(hostname);
          }
          others.put(network, List.copyOf(more));
        });
    return new NetworkPlace(
        hostname,
        first,
        networks.keySet().stream().map(network -> network + "." + domain).toList(),
        others);
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
