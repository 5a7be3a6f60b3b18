package dev.mayfly.engine;

import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The networks of the in-memory engine, and who is a member under which names. Thread-safe. */
final class MemoryNetworks {

  /** A container in a network. */
  record Member(List<String> aliases, String address) {}

  /** A network and its members by their containers' ids. */
  record MemoryNetwork(
      String id, String name, int number, Map<String, String> labels, Map<String, Member> members) {

    private Member member(String containerId) {
      return Objects.requireNonNull(members.get(containerId));
    }

    private boolean hasNames() {
      return number >= 3; // as in Docker, the engine's own networks know no names
    }
  }

  private final Map<String, MemoryNetwork> networks = new LinkedHashMap<>();
  private @Nullable MemoryNetworks manager;

  MemoryNetworks() {
    List.of("bridge", "host", "none").forEach(name -> add(name, Map.of()));
  }

  private String add(String name, Map<String, String> labels) {
    String id = MemoryIds.next();
    networks.put(id, new MemoryNetwork(id, name, networks.size(), labels, new LinkedHashMap<>()));
    return id;
  }

  /** Those of a cluster's manager can be joined too. */
  synchronized void join(MemoryNetworks ofManager) {
    manager = ofManager == this ? null : ofManager;
  }

  private boolean isElsewhere(String nameOrId) {
    return manager != null && find(nameOrId).isEmpty();
  }

  synchronized String create(String name, NetworkSpec spec, Map<String, String> labels) {
    String subnet = spec.subnet();
    if (subnet != null
        && !subnet.matches("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|/)){4}\\d+|.*:.*/\\d+")) {
      throw new EngineException(400, "invalid CIDR address: " + subnet);
    }
    if (find(name).isPresent()) {
      throw new EngineException(409, "network with name " + name + " already exists");
    }
    return add(name, Map.copyOf(labels));
  }

  synchronized Optional<MemoryNetwork> find(String nameOrId) {
    return networks.values().stream()
        .filter(network -> network.id().equals(nameOrId) || network.name().equals(nameOrId))
        .findFirst();
  }

  synchronized MemoryNetwork get(String nameOrId) {
    return find(nameOrId)
        .orElseThrow(() -> new EngineException(404, "network " + nameOrId + " not found"));
  }

  synchronized void connect(String nameOrId, String containerId, List<String> aliases) {
    if (isElsewhere(nameOrId)) {
      Objects.requireNonNull(manager).connect(nameOrId, containerId, aliases);
      return;
    }
    MemoryNetwork network = get(nameOrId);
    if (network.members().containsKey(containerId)) {
      throw new EngineException(
          403, "endpoint with name " + containerId + " already exists in network " + nameOrId);
    }
    String address = "172." + (17 + network.number()) + ".0." + (2 + network.members().size());
    network.members().put(containerId, new Member(List.copyOf(aliases), address));
  }

  synchronized void disconnect(String nameOrId, String containerId) {
    if (isElsewhere(nameOrId)) {
      Objects.requireNonNull(manager).disconnect(nameOrId, containerId);
      return;
    }
    get(nameOrId).members().remove(containerId);
  }

  synchronized void leaveAll(String containerId) {
    networks.values().forEach(network -> network.members().remove(containerId));
    if (manager != null) {
      manager.leaveAll(containerId);
    }
  }

  private List<MemoryNetwork> of(String containerId) {
    return networks.values().stream()
        .filter(network -> network.members().containsKey(containerId))
        .toList();
  }

  /** A container's addresses by the networks' ids. */
  synchronized Map<String, String> addresses(String containerId) {
    return of(containerId).stream()
        .collect(Collectors.toMap(MemoryNetwork::id, net -> net.member(containerId).address()));
  }

  /** A container's memberships by the networks' names. */
  synchronized Map<String, Member> memberships(String containerId) {
    return of(containerId).stream()
        .collect(Collectors.toMap(MemoryNetwork::name, net -> net.member(containerId)));
  }

  /** The containers that another one finds by a name. */
  synchronized List<String> resolve(String containerId, String alias) {
    List<String> found = new ArrayList<>();
    for (MemoryNetwork network : of(containerId)) {
      network
          .members()
          .forEach(
              (other, member) -> {
                if (network.hasNames() && member.aliases().contains(alias)) {
                  found.add(other);
                }
              });
    }
    return found;
  }

  synchronized void remove(String nameOrId, Predicate<String> runs) {
    find(nameOrId)
        .ifPresent(
            network -> {
              if (network.members().keySet().stream().anyMatch(runs)) {
                throw new EngineException(
                    403,
                    "error while removing network: network "
                        + network.name()
                        + " has active endpoints");
              }
              networks.remove(network.id());
            });
  }

  synchronized List<EngineResource> list() {
    return networks.values().stream()
        .map(net -> new EngineResource(Kind.NETWORK, net.id(), net.name(), net.labels(), null))
        .toList();
  }
}
