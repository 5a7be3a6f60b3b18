package dev.mayfly.engine;

import dev.mayfly.Mount;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The containers that the in-memory engine has. Thread-safe. */
final class MemoryContainers {

  private final MemoryImages images;
  private final MemoryNetworks networks;
  private final MemoryVolumes volumes;
  private final MemoryEvents events;
  private final Map<String, InMemoryContainer> containers = new LinkedHashMap<>();

  MemoryContainers(
      MemoryImages images, MemoryNetworks networks, MemoryVolumes volumes, MemoryEvents events) {
    this.images = images;
    this.networks = networks;
    this.volumes = volumes;
    this.events = events;
  }

  String create(ContainerRequest request) {
    MemoryImage image = images.get(request.image());
    request.networks().forEach(endpoint -> networks.get(endpoint.networkId()));
    MemoryFiles files = mounted(image.files().copy(), request);
    String id = MemoryIds.next();
    InMemoryContainer container =
        new InMemoryContainer(id, request, image, files, events, networks, this::isRunning);
    add(container);
    List<Endpoint> endpoints = request.networks();
    for (Endpoint endpoint :
        endpoints.isEmpty() ? List.of(new Endpoint("bridge", List.of())) : endpoints) {
      List<String> names = new ArrayList<>(endpoint.aliases());
      names.add(request.name());
      networks.connect(endpoint.networkId(), id, names);
    }
    return id;
  }

  private MemoryFiles mounted(MemoryFiles files, ContainerRequest request) {
    for (Mount mount : request.mounts()) {
      boolean readOnly = mount instanceof Mount.Volume volume && volume.isReadOnly();
      files.mount(mount.containerPath(), content(mount), readOnly);
    }
    return files;
  }

  private MemoryFiles content(Mount mount) {
    return mount instanceof Mount.Volume volume && volume.name() != null
        ? volumes.files(volume.name())
        : new MemoryFiles();
  }

  private synchronized void add(InMemoryContainer container) {
    String name = container.request().name();
    for (InMemoryContainer other : containers.values()) {
      if (other.request().name().equals(name)) {
        throw new EngineException(
            409,
            "Conflict. The container name \"/"
                + name
                + "\" is already in use by container \""
                + other.id()
                + "\".");
      }
    }
    containers.put(container.id(), container);
  }

  private synchronized @Nullable InMemoryContainer find(String idOrName) {
    InMemoryContainer byId = containers.get(idOrName);
    return byId != null
        ? byId
        : containers.values().stream()
            .filter(container -> container.request().name().equals(idOrName))
            .findFirst()
            .orElse(null);
  }

  InMemoryContainer get(String id) {
    InMemoryContainer found = find(id);
    if (found == null) {
      throw new EngineException(404, "No such container: " + id);
    }
    return found;
  }

  /** A container's name, or what it was called by if there is none. */
  String name(String id) {
    InMemoryContainer found = find(id);
    return found == null ? id : found.request().name();
  }

  boolean isRunning(String id) {
    InMemoryContainer found = find(id);
    return found != null && found.isRunning();
  }

  void remove(String id) {
    InMemoryContainer gone;
    synchronized (this) {
      InMemoryContainer found = find(id);
      gone = found == null ? null : containers.remove(found.id());
    }
    if (gone != null) {
      gone.removed();
      networks.leaveAll(gone.id());
    }
  }

  synchronized Collection<InMemoryContainer> all() {
    return List.copyOf(containers.values());
  }

  List<EngineResource> list() {
    return all().stream().map(InMemoryContainer::resource).toList();
  }
}
