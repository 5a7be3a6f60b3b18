package dev.mayfly.lifetime;

import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.lifetime.AliasNetworks.Names;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The services and networks of one scope, and what it sees of the scopes around it. Thread-safe.
 */
final class ServiceRegistry {

  private final @Nullable ServiceRegistry around;
  private final List<Service> services = new CopyOnWriteArrayList<>();
  private final Map<String, Network> networks = new ConcurrentHashMap<>();

  ServiceRegistry(@Nullable ServiceRegistry around) {
    this.around = around;
  }

  void add(List<Service> fresh) {
    services.addAll(fresh);
  }

  void add(String name, Network network) {
    networks.put(name, network);
  }

  /** The scope's own services. */
  List<Service> own() {
    return List.copyOf(services);
  }

  /** The services of this scope and those around it, the innermost first. */
  List<Service> visible() {
    List<Service> further = around == null ? List.of() : around.visible();
    return Stream.concat(services.stream(), further.stream()).toList();
  }

  /** All names of visible services on their networks. */
  Names names() {
    Names names = Names.of();
    for (Service service : visible()) {
      names = names.and(service.names());
    }
    return names;
  }

  /** The visible service that others can depend on by that name. */
  Service service(String name) {
    return visible().stream()
        .filter(service -> service.declared().isReferable())
        .filter(service -> service.declared().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new MayflyException("No container " + name + " is seen here."));
  }

  /** The visible network of a name. */
  Network network(String name) {
    Network network = networks.get(name);
    if (network != null) {
      return network;
    }
    if (around != null) {
      return around.network(name);
    }
    throw new MayflyException("No network " + name + " is seen here.");
  }
}
