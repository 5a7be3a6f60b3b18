package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which containers are on which networks, at which addresses and under which names. */
final class NetworkMap {

  private final ContainerEngine engine;
  private final Session session;
  private final Map<String, StartedContainer> containers;

  NetworkMap(ContainerEngine engine, Session session, List<StartedContainer> containers) {
    this.engine = engine;
    this.session = session;
    this.containers =
        containers.stream()
            .collect(Collectors.toMap(StartedContainer::id, one -> one, (one, same) -> one));
  }

  /**
   * The map as text.
   *
   * @param states the containers as the engine sees them, by their names in the text
   */
  String of(Map<String, ContainerState> states) {
    Map<String, StringBuilder> networks = new TreeMap<>();
    Map<String, String> known = known();
    states.forEach(
        (name, state) ->
            state
                .addresses()
                .forEach(
                    (id, address) ->
                        networks
                            .computeIfAbsent(
                                known.getOrDefault(id, id + ", not of this session"),
                                network -> new StringBuilder())
                            .append(row(name, state, address))));
    StringBuilder text = new StringBuilder();
    networks.forEach(
        (name, rows) -> text.append("network ").append(name).append('\n').append(rows));
    return text.isEmpty() ? "No container has an address on a network now.\n" : text.toString();
  }

  private Map<String, String> known() {
    try {
      return engine.list(Kind.NETWORK, Session.SESSION_LABEL, session.id()).stream()
          .collect(Collectors.toMap(EngineResource::id, EngineResource::name));
    } catch (MayflyException e) {
      return Map.of();
    }
  }

  private String row(String name, ContainerState state, String address) {
    return "  "
        + name
        + ": "
        + (address.isEmpty() ? "no address" : address)
        + ", names "
        + String.join(", ", names(state.id()))
        + ", ports "
        + (state.ports().isEmpty() ? "none" : new java.util.TreeSet<>(state.ports().keySet()))
        + "\n";
  }

  private Set<String> names(String id) {
    Set<String> names = new LinkedHashSet<>();
    StartedContainer container = containers.get(id);
    if (container != null) {
      names.addAll(container.request().aliases());
      container.spec().networks().stream().map(NetworkAttachment::aliases).forEach(names::addAll);
    }
    return names;
  }
}
