package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers that one start by something else has launched, and what else was made for it; one
 * of them stands for all. Thread-safe.
 */
final class Companions {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.cleanup");

  private final Start start;
  private final SessionParts parts;
  private final ContainerEngine engine;
  private final Session session;
  private final Cleanup cleanup;
  private final Networks networks;
  private final StartSequence sequence;
  private final KeptContainers kept;
  private final AtomicBoolean hasJoined = new AtomicBoolean();
  private final List<StartedContainer> launched = new CopyOnWriteArrayList<>();
  private volatile Map.@Nullable Entry<String, String> mark;

  Companions(
      Start start,
      SessionParts parts,
      Session session,
      Cleanup cleanup,
      Networks networks,
      StartSequence sequence,
      KeptContainers kept) {
    this.start = start;
    this.parts = parts;
    this.engine = parts.engine();
    this.session = session;
    this.cleanup = cleanup;
    this.networks = networks;
    this.sequence = sequence;
    this.kept = kept;
  }

  /** All that is made for the start will have a label. */
  void marked(String label, String value) {
    cleanup.makingAnything();
    mark = Map.entry(label, value);
  }

  /** What the engine is told to create a container of an image, which it has then. */
  String image(ContainerSpec spec) {
    return sequence.image(spec).reference();
  }

  private Map<String, String> marks() {
    Map.Entry<String, String> made = mark;
    return made == null ? Map.of() : Map.ofEntries(made);
  }

  /** Whether a container is one of the session's already. */
  boolean isAnothers(String id) {
    return sequence.knows(id);
  }

  /** Whether anything was, or may have been, made here. */
  boolean isUsed() {
    return mark != null || !launched.isEmpty();
  }

  /**
   * Starts a container that was created, and waits until it is ready.
   *
   * @throws ContainerStartException if it does not come to be ready; it is removed then
   */
  void launch(String idOrName, String what, List<String> aliases, ContainerSpec spec) {
    StartRequest asked = start.request();
    StartRequest own =
        new StartRequest(
            spec.keep(asked.spec().keep()),
            aliases,
            what + " of " + asked.place(),
            asked.needs(),
            marks());
    Start its = new Start(own, parts.journal().begin(own.alias(), own.place(), own.spec()));
    String id = engine.inspectContainer(idOrName).id();
    cleanup.created(id);
    its.created(id);
    launched.add(sequence.launch(its, () -> join(id, own)));
  }

  /** Those that chose a network of their own are found only there. */
  private void join(String id, StartRequest own) {
    if (own.spec().networks().isEmpty()) {
      ContainerSpec where = start.request().spec();
      List<Endpoint> joined =
          hasJoined.compareAndSet(false, true)
              ? networks.endpoints(where, own.aliases())
              : networks.endpointsOfCompanion(where, own.aliases());
      joined.forEach(one -> Connection.make(engine, one.networkId(), id, one.aliases()));
      networks.created(id, own.aliases(), joined);
      networks.attach(id, where, own.aliases());
    }
  }

  /**
   * The one that stands for all, with which the others end; empty if none was launched. It is the
   * same each time, whichever was ready first.
   */
  Optional<StartedContainer> asOne() {
    List<StartedContainer> all =
        launched.stream().sorted(Comparator.comparing(StartedContainer::networkAlias)).toList();
    Optional<StartedContainer> chosen =
        all.stream()
            .filter(one -> !one.spec().readiness().characteristics().expectsExit())
            .findFirst()
            .or(() -> all.stream().findFirst());
    chosen.ifPresent(
        first -> {
          all.forEach(one -> one.together(all));
          first.beforeEnd(this::end);
          start.life().ready("", Map.of());
        });
    return chosen;
  }

  /** Removes all of them, but for those that are kept, and what was made for them. */
  void end() {
    sequence.closeAll(launched);
    removeMarked();
    start.giveBack();
    start.life().ended("removed");
  }

  private void removeMarked() {
    Map.Entry<String, String> label = mark;
    if (label == null) {
      return;
    }
    try {
      Predicate<EngineResource> stays = kept.staying();
      for (Kind kind : Kind.values()) {
        engine.list(kind, label.getKey(), label.getValue()).stream()
            .filter(one -> session.id().equals(one.labels().get(Session.SESSION_LABEL)))
            .filter(stays.negate())
            .forEach(this::remove);
      }
    } catch (EngineException e) {
      LOG.debug("Removed with its session instead", e);
    }
  }

  private void remove(EngineResource one) {
    try {
      engine.remove(one.kind(), one.id());
    } catch (EngineException e) {
      LOG.debug("{} {} goes with its session", one.kind(), one.name(), e);
    }
  }
}
