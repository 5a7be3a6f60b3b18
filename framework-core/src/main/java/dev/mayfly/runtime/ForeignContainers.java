package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.ContainerStarter;
import dev.mayfly.MayflyException;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.forward.StableAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers of a session that something else than Mayfly has created: at its request, or
 * before anybody asked. Thread-safe.
 */
final class ForeignContainers {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private final SessionParts parts;
  private final ContainerEngine engine;
  private final Session session;
  private final EventWatch events;
  private final Launch launch;
  private final StartSequence sequence;
  private final Cleanup cleanup;
  private final Networks networks;
  private final KeptContainers kept;
  private final Set<String> adopted = ConcurrentHashMap.newKeySet();
  private final Map<String, StartedContainer> strangers = new ConcurrentHashMap<>();

  ForeignContainers(
      SessionParts parts,
      Session session,
      EventWatch events,
      Launch launch,
      StartSequence sequence,
      Cleanup cleanup,
      Networks networks,
      KeptContainers kept) {
    this.parts = parts;
    this.engine = parts.engine();
    this.session = session;
    this.events = events;
    this.launch = launch;
    this.sequence = sequence;
    this.cleanup = cleanup;
    this.networks = networks;
    this.kept = kept;
  }

  /**
   * Lets the description's starter start a container.
   *
   * @throws dev.mayfly.ContainerStartException if it fails; nothing is left then
   */
  StartedContainer start(StartRequest request) {
    Start start = begin(request);
    ContainerStarter<ContainerSpec> starter = Objects.requireNonNull(request.spec().starter());
    Companions companions =
        new Companions(start, parts, session, cleanup, networks, sequence, kept);
    try (Handover handover =
        new Handover(start, parts, session, events, cleanup, networks, companions)) {
      try {
        sequence.prepare(request);
        start.run(Phase.START, () -> starter.start(handover));
        StartedContainer container = companions.asOne().orElseGet(() -> takenIn(handover, start));
        handover.farewells().forEach(container::beforeEnd);
        sequence.checkBudget(start);
        return container;
      } catch (RuntimeException failure) {
        throw companions.isUsed()
            ? endOfAll(companions, failure, start)
            : sequence.endAfter(handover.cause(failure), start, null);
      }
    }
  }

  private StartedContainer takenIn(Handover handover, Start start) {
    StartRequest told = handover.request();
    String id = Objects.requireNonNull(start.containerId());
    StartedContainer container =
        start.isAnothers()
            ? sequence.standIn(id, told, start)
            : sequence.known(id, told, start, null, HostAccess.NONE);
    launch.takeIn(container, start);
    return container;
  }

  /** One of several that did not start has said why. */
  private ContainerStartException endOfAll(
      Companions companions, RuntimeException failure, Start start) {
    ContainerStartException explained;
    if (failure instanceof ContainerStartException own) {
      start.life().failed(String.valueOf(own.getMessage()), List.of());
      explained = own;
    } else {
      explained = sequence.endAfter(failure, start, null);
    }
    Uninterrupted.run(companions::end);
    return explained;
  }

  private Start begin(StartRequest request) {
    return new Start(
        request, parts.journal().begin(request.alias(), request.place(), request.spec()));
  }

  /**
   * Takes in a container that runs, and waits until it is ready. One without the session's labels
   * is let go at the session's end, as it was found.
   *
   * @throws MayflyException if there is none, if it does not run, or if it is somebody's already
   * @throws dev.mayfly.ContainerStartException if it does not come to be ready; it is left as it is
   */
  StartedContainer adopt(String idOrName, StartRequest request) {
    ContainerState state = found(idOrName);
    String id = state.id();
    boolean isOurs = isOurs(id);
    if (sequence.knows(id) || !adopted.add(id)) {
      throw new MayflyException(
          called(state)
              + " is this session's already: it can be adopted once, and not after a start.");
    }
    Start start = begin(request);
    try {
      StableAddress address = StartSequence.stableAddress(start);
      StartedContainer container = sequence.known(id, request, start, address, HostAccess.NONE);
      if (isOurs) {
        cleanup.making(Kind.CONTAINER);
        cleanup.created(id);
      } else {
        strangers.put(id, container);
        start.life().outlivesSession("let go, as it was found");
      }
      join(id, request);
      launch.takeOver(container, start);
      if (!isOurs) {
        container.forgotten();
        container.followed(() -> {}, () -> false); // no events tell of what has no label
      }
      return container;
    } catch (RuntimeException failure) {
      adopted.remove(id);
      letGo(id, strangers.remove(id));
      start.giveBack();
      throw failure;
    }
  }

  private ContainerState found(String idOrName) {
    ContainerState state;
    try {
      state = engine.inspectContainer(idOrName);
    } catch (EngineException e) {
      throw e.isNotFound()
          ? new MayflyException(
              "There is no container \""
                  + idOrName
                  + "\" on the engine at "
                  + engine.address()
                  + ", where it was looked for. If it is on another one, name that in the"
                  + " description: engine(…).",
              e)
          : e;
    }
    if (state.status() != ContainerState.Status.RUNNING) {
      throw new MayflyException(
          called(state)
              + " does not run: it is "
              + StartFailure.describe(state)
              + ". Start it first; what is adopted is used as it is.");
    }
    return state;
  }

  private static String called(ContainerState state) {
    return "Container " + state.name() + " (" + state.id() + ")";
  }

  /** Whether it has this session's labels; another one's would take it away. */
  private boolean isOurs(String id) {
    String owner =
        engine.list(Kind.CONTAINER, Session.SESSION_LABEL, null).stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .map(one -> one.labels().getOrDefault(Session.SESSION_LABEL, ""))
            .orElse("");
    if (!owner.isEmpty() && !owner.equals(session.id())) {
      throw new MayflyException(
          "Container "
              + id
              + " belongs to session "
              + owner
              + ", which removes it at its end; this is session "
              + session.id()
              + ". Create it with the labels of this one: Containers.labels().");
    }
    return !owner.isEmpty();
  }

  private void join(String id, StartRequest request) {
    ContainerSpec spec = request.spec();
    List<NetworkAttachment> wanted =
        spec.networks().isEmpty() && !request.aliases().isEmpty()
            ? List.of(new NetworkAttachment(NetworkSpec.session(), List.of()))
            : spec.networks();
    wanted.forEach(network -> networks.visit(network.withAliases(request.aliases()), id));
  }

  /** The session ends: what was there without it stays. */
  void close() {
    strangers.forEach(this::letGo);
  }

  private void letGo(String id, @Nullable StartedContainer container) {
    sequence.forget(id);
    if (container != null) {
      container.letGo();
    }
    networks.visited(id).forEach(network -> disconnect(network, id));
  }

  private void disconnect(String network, String id) {
    try {
      engine.disconnect(network, id);
    } catch (EngineException e) {
      LOG.debug("{} is not in network {} any more", id, network, e);
    }
  }
}
