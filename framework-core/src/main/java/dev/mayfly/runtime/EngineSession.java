package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.NetworkSpec;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineInfo;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.report.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's part on one engine: what is started there, on networks of its own, with a reaper of
 * its own. Thread-safe.
 */
final class EngineSession {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");

  private static final int TOLD_LINES = 200;
  private static final int TOLD_CHARACTERS = 1_000_000;

  private final String name;
  private final ContainerEngine engine;
  private final Session session;
  private final Journal journal;
  private final Consumer<String> people;
  private final Cleanup cleanup;
  private final Networks networks;
  private final KeptContainers kept;
  private final EventWatch events;
  private final StartSequence sequence;
  private final ForeignContainers foreign;
  private final SessionParts parts;
  private final Guard guard;
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable BuildContainers build;

  /**
   * Nothing is asked of the engine yet.
   *
   * @param name of the engine, or empty for the usual one
   * @param real the engine, which is closed with this
   * @param session whose labels all gets that is started there
   * @param people are told how to look at what is kept
   */
  EngineSession(
      String name,
      ContainerEngine real,
      Session session,
      Settings settings,
      Executor executor,
      Journal journal,
      Consumer<String> people) {
    this.name = name;
    this.engine = new MaskedEngine(real, journal.secrets());
    this.session = session;
    this.journal = journal;
    this.people = people;
    this.guard = Guard.of(engine, session, settings);
    this.cleanup = new Cleanup(engine, session, executor, guard::start, guard::awaitWatch);
    this.networks = new Networks(engine, session, cleanup, settings.sessionNetwork());
    this.kept = new KeptContainers(engine, session, networks, settings);
    this.events = new EventWatch(engine, session);
    LogTargets logs = new LogTargets(engine, session.id(), settings, journal::wrote);
    this.parts = new SessionParts(engine, settings, executor, journal, logs);
    Launch launch = new Launch(parts, events);
    this.sequence = new StartSequence(parts, session, launch, cleanup, networks, kept);
    this.foreign =
        new ForeignContainers(parts, session, events, launch, sequence, cleanup, networks, kept);
  }

  /** What messages call its engine. */
  String words() {
    return name.isEmpty() ? "the usual engine" : "engine \"" + name + "\"";
  }

  /** The name of its engine; empty for the usual one. */
  String name() {
    return name;
  }

  /** Whether a container runs there. */
  boolean has(StartedContainer container) {
    return container.engine() == engine;
  }

  StartedContainer start(StartRequest request) {
    return request.spec().starter() == null ? sequence.start(request) : foreign.start(request);
  }

  /** A running container that somebody else has started. */
  StartedContainer adopt(String id, StartRequest request) {
    return foreign.adopt(id, request);
  }

  /** Labels for whatever somebody else makes; the session is guarded from now on. */
  Map<String, String> labels() {
    cleanup.makingAnything();
    return session.labels();
  }

  /** What leads others to its engine. */
  String address() {
    return engine.address();
  }

  /** What was started there and is not gone. */
  List<ContainerSpec> running() {
    return sequence.running().stream().map(StartedContainer::spec).toList();
  }

  /** What is wrong with a container on another engine that is led to one of these by its name. */
  Optional<String> ledToBy(ContainerSpec spec) {
    return sequence.running().stream()
        .flatMap(
            here ->
                NetworkMention.in(spec, here.request().aliases(), here.spec().ports())
                    .map(part -> "its " + part + " leads to " + here.request().place())
                    .stream())
        .map(
            words ->
                words
                    + " on "
                    + words()
                    + ", with which it has no network in common. try: let both run on one engine or on"
                    + " engines of one swarm, or lead it by the address that the test has.")
        .findFirst();
  }

  /** The build's container for a description, known in a network of this session. */
  StartedContainer lease(StartRequest request, NetworkSpec network) {
    return build().lease(request, network);
  }

  /** Made when somebody asks for a container of the build's, and not any more at the end. */
  private synchronized BuildContainers build() {
    BuildContainers made = build;
    if (made == null) {
      made = new BuildContainers(parts, cleanup, networks);
      build = made;
    }
    return made;
  }

  private synchronized @Nullable BuildContainers builtSoFar() {
    return build;
  }

  /** Looks whether the engine can do what a description needs, without asking it. */
  void requirePossible(ContainerSpec spec, String place) {
    Requirements.check(spec, place, engine);
  }

  /** The session is guarded from now on. */
  void begin() {
    cleanup.begin();
  }

  /** Sees to it that the engine has an image that a start will need. */
  void fetch(ContainerSpec spec) {
    sequence.fetch(spec);
  }

  EngineInfo info() {
    return engine.info();
  }

  /** The engine's id of a network, which exists afterwards. */
  String id(NetworkSpec network) {
    return networks.id(network);
  }

  /** Containers are found on all engines of a cluster from now on. */
  void span(ClusterNetworks cluster) {
    networks.span(cluster);
  }

  boolean isIn(ClusterNetworks cluster) {
    return networks.isIn(cluster);
  }

  /** Whether a container that is kept has one of these names on a network. */
  boolean isKept(NetworkSpec network, Collection<String> names) {
    return kept.isCalled(names, network);
  }

  /** Adds what containers that run there can tell of something that went wrong. */
  void evidence(List<StartedContainer> containers, Instant since, Map<String, String> files) {
    List<StartedContainer> here = containers.stream().filter(this::has).toList();
    new Evidence(name, engine, session, here, journal.secrets()).since(since, files);
  }

  /** Writes down for the run's report what a container has logged since a moment. */
  void tellLog(String id, Instant since) {
    LogTail tail = new LogTail(TOLD_LINES, TOLD_CHARACTERS, TOLD_CHARACTERS);
    engine.readLogs(id, since, TOLD_LINES, tail::add);
    journal.log(id, tail.sorted());
  }

  /** Whether all can stay until this JVM has ended, since somebody watches who removes it then. */
  boolean canOutliveJvm() {
    return kept.isEmpty() && guard.awaitEnd();
  }

  /** All stays until this JVM has ended, but for containers with hooks for their end. */
  void leaveUntilJvmEnds() {
    sequence.leaveUntilJvmEnds();
  }

  /** Gives back what other JVMs of the build have too; returns what could not be, in words. */
  List<String> leaveBuild() {
    BuildContainers shared = builtSoFar();
    return shared == null ? List.of() : shared.close();
  }

  /** Keeps what containers could have begun with, for the next run; fails nothing. */
  void makeSnapshots() {
    sequence.makeSnapshots();
    BuildContainers shared = builtSoFar();
    if (shared != null) {
      shared.makeSnapshots();
    }
  }

  /**
   * Removes everything, save for what is kept, and lets the engine go. Doing it twice does nothing.
   *
   * @return what is left, in words
   */
  List<String> end() {
    if (!ended.compareAndSet(false, true)) {
      return List.of();
    }
    List<String> left = new ArrayList<>(leaveBuild());
    try {
      foreign.close();
      sequence.close();
      left.addAll(removeAll());
      endGuard(left.isEmpty());
    } finally {
      events.close();
      engine.close();
    }
    return left.stream().map(this::onEngine).toList();
  }

  private String onEngine(String words) {
    return name.isEmpty() ? words : words + ", on " + words();
  }

  private List<String> removeAll() {
    Predicate<EngineResource> stays = kept.staying();
    List<String> failures = cleanup.removeAll(stays);
    try {
      List<EngineResource> left = cleanup.left(stays);
      List<String> leaks = new ArrayList<>(left.isEmpty() ? List.of() : failures);
      left.forEach(leak -> leaks.add(leak.kind() + " " + leak.name() + " is still there"));
      return leaks;
    } catch (MayflyException e) {
      failures.add("can't ask the engine what is left: " + e.getMessage());
      return failures;
    }
  }

  private void endGuard(boolean clean) {
    if (kept.isEmpty()) {
      guard.close(clean);
      return;
    }
    try {
      people.accept(Printable.text(journal.secrets().mask(kept.handTo(guard))));
    } catch (MayflyException e) {
      LOG.warn("What is kept may go at any time: {}", e.getMessage());
      guard.close(false);
    }
  }
}
