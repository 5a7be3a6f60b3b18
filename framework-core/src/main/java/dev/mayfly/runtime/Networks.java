package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.process.ProcessLock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The networks of a session: each made once, when the first container needs it. */
final class Networks {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  private final ContainerEngine engine;
  private final Session session;
  private final Cleanup cleanup;
  private final SessionNetwork shared;
  private final boolean joinsShared;
  private final @Nullable Function<String, ProcessLock> turns;
  private final Memoizer<NetworkSpec, String> ids = new Memoizer<>();
  private final Map<String, Set<String>> visits = new ConcurrentHashMap<>();
  private final Map<String, List<NetworkAttachment>> attached = new ConcurrentHashMap<>();
  private final Memoizer<List<String>, String> spanned = new Memoizer<>();
  private volatile @Nullable ClusterNetworks cluster;

  /**
   * @param joinsShared whether containers that name no network join the session's
   */
  Networks(ContainerEngine engine, Session session, Cleanup cleanup, boolean joinsShared) {
    this(engine, session, cleanup, joinsShared, null);
  }

  /**
   * Networks of a session that several JVMs take part in: each is made by one of them and found by
   * the others.
   *
   * @param turns takes the lock under which a network of that name is found or made
   */
  Networks(
      ContainerEngine engine,
      Session session,
      Cleanup cleanup,
      boolean joinsShared,
      @Nullable Function<String, ProcessLock> turns) {
    this.engine = engine;
    this.session = session;
    this.cleanup = cleanup;
    this.joinsShared = joinsShared;
    this.turns = turns;
    this.shared = new SessionNetwork(engine, () -> make(NetworkSpec.session()));
  }

  /** What a container joins, with {@code aliases} as names of it on each of its networks. */
  List<Endpoint> endpoints(ContainerSpec spec, List<String> aliases) {
    if (!spec.networks().isEmpty()) {
      return endpoints(spec.networks(), aliases);
    }
    if (!joinsShared) {
      return List.of();
    }
    return turns == null && !spec.reachesHost()
        ? shared.endpoints(aliases)
        : List.of(new Endpoint(shared.id(), aliases));
  }

  /** The same for one that is found in another way by all that are there. */
  List<Endpoint> endpointsOfCompanion(ContainerSpec spec, List<String> aliases) {
    return spec.networks().isEmpty() && joinsShared && turns == null
        ? shared.endpointsOfCompanion(aliases)
        : endpoints(spec, aliases);
  }

  private List<Endpoint> endpoints(List<NetworkAttachment> networks, List<String> aliases) {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    for (NetworkAttachment attachment : networks) {
      Set<String> here =
          names.computeIfAbsent(id(attachment.network()), id -> new LinkedHashSet<>(aliases));
      here.addAll(attachment.aliases());
    }
    return names.entrySet().stream()
        .map(joined -> new Endpoint(joined.getKey(), List.copyOf(joined.getValue())))
        .toList();
  }

  /** The engine's ids of those networks of a container that exist. */
  Set<String> known(ContainerSpec spec) {
    if (spec.networks().isEmpty()) {
      return shared.ifMade().map(Set::of).orElse(Set.of());
    }
    return spec.networks().stream()
        .map(attachment -> id(attachment.network()))
        .collect(Collectors.toSet());
  }

  /** A container was created with the endpoints that {@link #endpoints} gave it. */
  void created(String containerId, List<String> aliases, List<Endpoint> joined) {
    if (joinsShared && joined.isEmpty()) {
      shared.created(containerId, aliases);
    }
  }

  /**
   * Lets a container that was created be found on all engines of the cluster, if there is one, or
   * when it turns out that there is.
   */
  void attach(String containerId, ContainerSpec spec, List<String> aliases) {
    List<NetworkAttachment> all = new ArrayList<>();
    if (!spec.networks().isEmpty()) {
      spec.networks().forEach(one -> all.add(one.withAliases(aliases)));
    } else if (joinsShared) {
      all.add(new NetworkAttachment(NetworkSpec.session(), aliases));
    }
    attached.put(containerId, List.copyOf(all));
    attachOver(containerId, all);
  }

  /** From now on, and for those that are there, names are found on all engines of the cluster. */
  void span(ClusterNetworks networks) {
    cluster = networks;
    attached.forEach(this::attachIfThere);
  }

  /** One that is going, or gone, holds up nobody else's start. */
  private void attachIfThere(String containerId, List<NetworkAttachment> networks) {
    try {
      attachOver(containerId, networks);
    } catch (EngineException e) {
      LOG.debug("Container {} is not found on the cluster's engines", containerId, e);
    }
  }

  boolean isIn(ClusterNetworks networks) {
    return networks.equals(cluster);
  }

  private void attachOver(String containerId, List<NetworkAttachment> networks) {
    ClusterNetworks over = cluster;
    if (over != null) {
      networks.stream()
          .filter(one -> !one.network().existing())
          .forEach(one -> attachOver(containerId, one, over));
    }
  }

  private void attachOver(String containerId, NetworkAttachment one, ClusterNetworks over) {
    spanned.get(
        List.of(containerId, one.network().name()),
        () -> {
          String id = over.id(one.network());
          Connection.make(engine, id, containerId, one.aliases());
          return id;
        });
  }

  /**
   * A container is gone.
   *
   * @return whether it never joined the session's network, because it was alone
   */
  boolean left(String containerId) {
    attached.remove(containerId);
    return shared.left(containerId);
  }

  /** What a running container of another session joins here; networks of its own it is in. */
  List<Endpoint> endpointsForMember(ContainerSpec spec, List<String> aliases) {
    return spec.networks().isEmpty()
        ? endpoints(spec, aliases)
        : endpoints(
            spec.networks().stream().filter(joined -> !joined.network().existing()).toList(),
            aliases);
  }

  /** The engine's id of a network, which exists afterwards. */
  String id(NetworkSpec network) {
    return network.equals(NetworkSpec.session()) ? shared.id() : make(network);
  }

  /** Lets a running container be found on a network too. */
  void visit(NetworkAttachment attachment, String containerId) {
    String networkId = id(attachment.network());
    Connection.make(engine, networkId, containerId, attachment.aliases());
    visits.computeIfAbsent(containerId, id -> ConcurrentHashMap.newKeySet()).add(networkId);
    attached.computeIfPresent(containerId, (id, before) -> with(before, attachment));
    attachOver(containerId, List.of(attachment));
  }

  private static List<NetworkAttachment> with(List<NetworkAttachment> some, NetworkAttachment one) {
    return Stream.concat(some.stream(), Stream.of(one)).toList();
  }

  /** Lets a container be found on a network no longer. */
  void leave(NetworkSpec network, String containerId) {
    engine.disconnect(id(network), containerId);
    ClusterNetworks over = cluster;
    if (over != null && spanned.forget(List.of(containerId, network.name()))) {
      engine.disconnect(over.id(network), containerId);
    }
  }

  /** The engine's ids of the networks that a container visited; they are forgotten. */
  Set<String> visited(String containerId) {
    Set<String> ids = visits.remove(containerId);
    return ids == null ? Set.of() : ids;
  }

  private String make(NetworkSpec network) {
    return ids.get(network, () -> network.existing() ? find(network) : create(network));
  }

  private String find(NetworkSpec network) {
    if (isBuiltIn(network)) {
      return network.name();
    }
    return engine
        .findNetwork(network.name())
        .orElseThrow(
            () ->
                new DeclarationException(
                    "The engine has no network \""
                        + network.name()
                        + "\". Create it, or let Mayfly make one: NetworkSpec.of(…)."));
  }

  private static boolean isBuiltIn(NetworkSpec network) {
    return Set.of("bridge", "host", "none").contains(network.name());
  }

  private String create(NetworkSpec network) {
    String suffix = Integer.toHexString(network.hashCode());
    String name =
        network.equals(NetworkSpec.session())
            ? "mayfly-" + session.id()
            : session.engineName(network.name() + "-" + suffix);
    cleanup.making(Kind.NETWORK);
    if (turns == null) {
      return createOrFind(name, network);
    }
    return turns
        .apply(name)
        .holding(() -> engine.findNetwork(name).orElseGet(() -> createOrFind(name, network)));
  }

  /** One that is there although nobody knows of it is of a call whose answer never came. */
  private String createOrFind(String name, NetworkSpec network) {
    try {
      return engine.createNetwork(name, network, session.labels(network.labels()));
    } catch (EngineException e) {
      if (!e.isConflict()) {
        throw e;
      }
      return engine.findNetwork(name).orElseThrow(() -> e);
    }
  }
}
