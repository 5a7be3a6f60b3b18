package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineException;
import java.util.ArrayList;
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
final class Guests {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");

  private final ContainerEngine engine;
  private final Networks networks;
  private final Map<String, Guest> guests = new ConcurrentHashMap<>();

  Guests(ContainerEngine engine, Networks networks) {
    this.engine = engine;
    this.networks = networks;
  }

  /**
   * A container that is leased at least once.
   *
   * @param names under which it stands in the networks
   * @param networks the ids of those it was connected to at once
   * @param leases how many there are
   */
  private record Guest(ContainerSpec spec, Set<String> names, List<String> networks, int leases) {

    Guest leases(int count) {
      return new Guest(spec, names, networks, count);
    }
  }

  /** A container was leased. One that is here already under other names joins anew. */
  void arrive(String id, ContainerSpec spec, List<String> aliases) {
    Guest known = guests.get(id);
    Set<String> names = new LinkedHashSet<>(known == null ? Set.of() : known.names());
    boolean news = names.addAll(aliases);
    if (known != null && news) {
      leaveNetworks(id, known);
    }
    Guest guest = known == null || news ? join(id, spec, names) : known;
    guests.put(id, guest.leases(known == null ? 1 : known.leases() + 1));
  }

  private Guest join(String id, ContainerSpec spec, Set<String> names) {
    List<String> aliases = List.copyOf(names);
    List<Endpoint> joined = networks.endpointsOfGuest(spec, aliases);
    if (joined.isEmpty() && spec.networks().isEmpty()) {
      networks.created(id, aliases, joined);
    }
    List<String> ids = new ArrayList<>();
    for (Endpoint endpoint : joined) {
      engine.connect(endpoint.networkId(), id, endpoint.aliases());
      ids.add(endpoint.networkId());
    }
    return new Guest(spec, names, ids, 0);
  }

  /** A lease was given back. */
  void depart(String id) {
    @Nullable Guest known = guests.remove(id);
    if (known != null && known.leases() > 1) {
      guests.put(id, known.leases(known.leases() - 1));
    } else if (known != null) {
      leaveNetworks(id, known);
      networks.visited(id).forEach(network -> disconnect(network, id));
    }
  }

  private void leaveNetworks(String id, Guest guest) {
    boolean alone = networks.left(id);
    guest.networks().forEach(network -> disconnect(network, id));
    if (!alone && guest.networks().isEmpty() && guest.spec().networks().isEmpty()) {
      networks.known(guest.spec()).forEach(network -> disconnect(network, id));
    }
  }

  private void disconnect(String network, String id) {
    try {
      engine.disconnect(network, id);
    } catch (EngineException e) {
      LOG.debug("{} is not in network {} any more", id, network, e);
    }
  }
}
