package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Keep;
import dev.mayfly.MayflyException;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.report.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers of a session that stay on the engine after a failure, for a look, until their time
 * is over. Thread-safe.
 */
final class KeptContainers {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.keep");

  private final ContainerEngine engine;
  private final Session session;
  private final Networks networks;
  private final Keep usual;
  private final Duration time;
  private final int most;
  private final boolean isNamed;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  /** As many as the settings say. */
  KeptContainers(ContainerEngine engine, Session session, Networks networks, Settings settings) {
    this(engine, session, networks, settings, settings.keptAtMost());
  }

  private KeptContainers(
      ContainerEngine engine, Session session, Networks networks, Settings settings, int most) {
    this.engine = engine;
    this.session = session;
    this.networks = networks;
    this.usual = settings.keep();
    this.time = settings.keptFor();
    this.most = most;
    this.isNamed =
        settings.get(SettingTable.ENGINE.name()).isPresent()
            || settings.get(SettingTable.DOCKER_HOST.name()).isPresent();
  }

  /** None, for a session whose end this JVM does not decide upon. */
  static KeptContainers none(
      ContainerEngine engine, Session session, Networks networks, Settings settings) {
    return new KeptContainers(engine, session, networks, settings, 0);
  }

  /**
   * A container that is kept.
   *
   * @param look how to look at it
   * @param about what it is, and the same
   * @param released whether nobody but people uses it any more
   */
  private record Kept(
      StartRequest request, Life life, String look, String about, AtomicBoolean released) {}

  /**
   * Keeps a container from now on if that is wanted of it, and says then how to look at it. Others
   * may go on using it.
   */
  Optional<String> keep(String id, StartRequest request, Life life) {
    if (!isWanted(request.spec()) || isKept(id)) {
      return Optional.ofNullable(kept.get(id)).map(Kept::look);
    }
    if (kept.size() >= most) {
      LOG.info("{} is not kept: {} containers are (mayfly.keep.most)", request.place(), most);
      return Optional.empty();
    }
    try {
      ContainerState state = engine.inspectContainer(id);
      String look = notice().look(state);
      String about = notice().about(state, request, look);
      kept.put(id, new Kept(request, life, look, about, new AtomicBoolean()));
      life.tell("kept for a look: " + look);
      life.outlivesSession("left on the engine for a look");
      LOG.info("Kept for a look: {}", about);
      return Optional.of(look);
    } catch (MayflyException e) {
      LOG.warn("{} can't be kept: {}", request.place(), e.getMessage());
      return Optional.empty();
    }
  }

  private KeptNotice notice() {
    return new KeptNotice(engine, session, shellsAddress());
  }

  /** Where a setting names the engine, the shell's context may lead to another one. */
  private @Nullable String shellsAddress() {
    String host = System.getenv("DOCKER_HOST");
    return host != null || isNamed ? host : KeptNotice.USUAL_ADDRESS;
  }

  private boolean isWanted(ContainerSpec spec) {
    return (spec.keep() == Keep.DEFAULT ? usual : spec.keep()) == Keep.ON_FAILURE;
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  private boolean isKept(String id) {
    return kept.containsKey(id);
  }

  /** A container is no longer needed but for a look; tells whether it is kept for one. */
  boolean release(String id) {
    Kept one = kept.get(id);
    if (one != null && one.released().compareAndSet(false, true)) {
      networks.left(id);
    }
    return one != null;
  }

  /** What is kept, and what is needed by what is kept; asks the engine once. */
  Predicate<EngineResource> staying() {
    Set<String> ids = new HashSet<>();
    kept.forEach((id, one) -> ids.addAll(resources(id, one.request().spec())));
    return resource ->
        switch (resource.kind()) {
          case IMAGE -> !kept.isEmpty();
          case VOLUME -> ids.contains(resource.id()) || isOfKept(resource);
          default -> ids.contains(resource.id());
        };
  }

  /** Whether it was made together with a kept container by somebody else, who marked both. */
  private boolean isOfKept(EngineResource resource) {
    return kept.values().stream()
        .map(one -> one.request().marks().entrySet())
        .anyMatch(marks -> !marks.isEmpty() && resource.labels().entrySet().containsAll(marks));
  }

  private Set<String> resources(String id, ContainerSpec spec) {
    Set<String> resources = new HashSet<>(networks.known(spec));
    resources.add(id);
    for (Mount mount : spec.mounts()) {
      if (mount instanceof Mount.Volume volume && volume.name() != null) {
        resources.add(session.engineName(volume.name()));
      }
    }
    try {
      resources.addAll(engine.inspectContainer(id).addresses().keySet());
    } catch (MayflyException e) {
      LOG.warn("What is kept can't be asked where it is: {}", e.getMessage());
    }
    return resources;
  }

  /** Whether a kept container has one of these names on a network. */
  boolean isCalled(Collection<String> names, NetworkSpec network) {
    return kept.values().stream().anyMatch(one -> isCalled(one.request(), names, network));
  }

  private static boolean isCalled(
      StartRequest request, Collection<String> names, NetworkSpec network) {
    return networksOf(request.spec()).contains(network)
        && !Collections.disjoint(request.aliases(), names);
  }

  private static List<NetworkSpec> networksOf(ContainerSpec spec) {
    return spec.networks().isEmpty()
        ? List.of(NetworkSpec.session())
        : spec.networks().stream().map(joined -> joined.network()).toList();
  }

  /** Removes those that have what a new container needs for itself: a name, a port of the host. */
  void makeRoomFor(StartRequest request) {
    kept.forEach(
        (id, one) -> {
          boolean inTheWay = one.released().get() && isInTheWay(one.request(), request);
          if (inTheWay && kept.remove(id, one)) {
            LOG.info(
                "{} is no longer kept: {} needs its name or port",
                one.request().place(),
                request.place());
            one.life().ended("removed: a new container needed its name or port");
            engine.remove(Kind.CONTAINER, id);
          }
        });
  }

  private static boolean isInTheWay(StartRequest old, StartRequest fresh) {
    String name = fresh.spec().name();
    return (name != null && name.equals(old.spec().name()))
        || !Collections.disjoint(
            old.spec().fixedPorts().values(), fresh.spec().fixedPorts().values())
        || networksOf(fresh.spec()).stream()
            .anyMatch(network -> isCalled(old, fresh.aliases(), network));
  }

  /**
   * Hands those that are kept to somebody who outlives this JVM, and says how to look at them.
   *
   * @return a text for people
   */
  String handTo(Guard guard) {
    Instant until = Instant.now().plus(time);
    Instant byEngine = engine.info().time().plus(time);
    engine.createVolume(session.markName("kept"), session.labels(Session.keptUntil(byEngine)));
    boolean guarded = guard.leave(time);
    return notice().of(kept.values().stream().map(Kept::about).sorted().toList(), until, guarded);
  }
}
