package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The build's containers that stand in this session's networks, so that the session's own
 * containers find them by the names of their fields here.
 *
 * <p>Thread-safe as long as for one container one call is made at a time, which its lock among the
 * build's JVMs sees to.
 */
final class NetworkMemberships {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");

  private final ContainerEngine engine;
  private final Networks networks;
  private final Map<String, Membership> memberships = new ConcurrentHashMap<>();

  NetworkMemberships(ContainerEngine engine, Networks networks) {
    this.engine = engine;
    this.networks = networks;
  }

  /**
   * A container that is leased at least once.
   *
   * @param specs the descriptions that it was leased by, which may name different networks
   * @param names under which it stands in the networks
   * @param networks the ids of those it was connected to at once
   * @param leases how many there are
   */
  private record Membership(
      Set<ContainerSpec> specs, Set<String> names, Set<String> networks, int leases) {

    static Membership unknown() {
      return new Membership(Set.of(), Set.of(), Set.of(), 0);
    }

    Membership leases(int count) {
      return new Membership(specs, names, networks, count);
    }
  }

  /**
   * A container was leased. One that is here already joins what else it is to be found in, and all
   * of its networks anew if it has further names.
   */
  void leased(String id, ContainerSpec spec, List<String> aliases) {
    Membership known = memberships.getOrDefault(id, Membership.unknown());
    Set<String> names = with(known.names(), aliases);
    Set<ContainerSpec> specs = with(known.specs(), List.of(spec));
    Set<String> joined = new LinkedHashSet<>(known.networks());
    Set<ContainerSpec> joining = Set.of(spec);
    if (known.leases() > 0 && names.size() > known.names().size()) {
      leaveNetworks(id, known);
      joined.clear();
      joining = specs;
    } else if (known.specs().stream().anyMatch(one -> one.networks().equals(spec.networks()))) {
      joining = Set.of();
    }
    try {
      joining.forEach(one -> join(id, one, List.copyOf(names), joined));
    } catch (RuntimeException failure) {
      stay(id, known, joined);
      throw failure;
    }
    memberships.put(id, new Membership(specs, names, joined, known.leases() + 1));
  }

  /** A lease came to nothing; those that there are keep what was joined for them. */
  private void stay(String id, Membership known, Set<String> joined) {
    if (known.leases() > 0) {
      memberships.put(id, new Membership(Set.of(), known.names(), joined, known.leases()));
    } else {
      networks.left(id);
      joined.forEach(network -> disconnect(network, id));
    }
  }

  private static <T> Set<T> with(Set<T> some, Collection<T> more) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return all;
  }

  /**
   * Lets the container join the networks that a description names.
   *
   * @param joined those that it is in already; it is added to
   */
  private void join(String id, ContainerSpec spec, List<String> aliases, Set<String> joined) {
    List<Endpoint> wanted = networks.endpointsForMember(spec, aliases);
    if (wanted.isEmpty() && spec.networks().isEmpty()) {
      networks.created(id, aliases, wanted);
    }
    for (Endpoint endpoint : wanted) {
      if (!joined.contains(endpoint.networkId())) {
        Connection.make(engine, endpoint.networkId(), id, endpoint.aliases());
        joined.add(endpoint.networkId());
      }
    }
  }

  /** A lease was given back. */
  void givenBack(String id) {
    @Nullable Membership known = memberships.remove(id);
    if (known != null && known.leases() > 1) {
      memberships.put(id, known.leases(known.leases() - 1));
    } else if (known != null) {
      leaveNetworks(id, known);
      networks.visited(id).forEach(network -> disconnect(network, id));
    }
  }

  private void leaveNetworks(String id, Membership membership) {
    boolean alone = networks.left(id);
    Set<String> all = new LinkedHashSet<>(membership.networks());
    membership.specs().stream()
        .filter(spec -> !alone && spec.networks().isEmpty())
        .forEach(spec -> all.addAll(networks.known(spec)));
    all.forEach(network -> disconnect(network, id));
  }

  private void disconnect(String network, String id) {
    try {
      engine.disconnect(network, id);
    } catch (EngineException e) {
      LOG.debug("{} is not in network {} any more", id, network, e);
    }
  }
}
