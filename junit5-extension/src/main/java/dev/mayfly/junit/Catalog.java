package dev.mayfly.junit;

import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.junit.Lanes.Names;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one scope declares, and what it sees of the scopes around it. Thread-safe. */
final class Catalog {

  private final @Nullable Catalog around;
  private final Declarations declarations;
  private final List<Service> services = new CopyOnWriteArrayList<>();
  private final Map<String, Network> networks = new ConcurrentHashMap<>();

  /**
   * An empty catalog.
   *
   * @param declarations all that the class and those around it declare
   */
  Catalog(@Nullable Catalog around, Declarations declarations) {
    this.around = around;
    this.declarations = declarations;
  }

  Declarations declarations() {
    return declarations;
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

  /** The same, the outermost first, so that the last of a name hides the others. */
  List<Service> fromOutside() {
    List<Service> further = around == null ? List.of() : around.fromOutside();
    return Stream.concat(further.stream(), services.stream()).toList();
  }

  /** All names of visible services on their networks. */
  Names names() {
    Names names = Names.of();
    for (Service service : visible()) {
      names = names.and(service.names());
    }
    return names;
  }

  /** The visible service of a field. */
  Service service(String fieldName) {
    return visible().stream()
        .filter(service -> !service.declaration().isParameter())
        .filter(service -> service.declaration().name().equals(fieldName))
        .findFirst()
        .orElseThrow(() -> new MayflyException("No container " + fieldName + " is seen here."));
  }

  /** The visible network of a field. */
  Network network(String fieldName) {
    Network network = networks.get(fieldName);
    if (network != null) {
      return network;
    }
    if (around != null) {
      return around.network(fieldName);
    }
    throw new MayflyException("No network " + fieldName + " is seen here.");
  }
}
