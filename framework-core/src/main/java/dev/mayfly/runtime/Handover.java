package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ForeignStart;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.ready.Readiness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One start by something else: what that is given, and what it has told so far. */
final class Handover implements ForeignStart<ContainerSpec>, AutoCloseable {

  private final Start start;
  private final ContainerEngine engine;
  private final Session session;
  private final EventWatch events;
  private final Cleanup cleanup;
  private final Networks networks;
  private final Executor executor;
  private final Companions companions;
  private final List<IntConsumer> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> farewells = new CopyOnWriteArrayList<>();
  private volatile @Nullable List<Endpoint> joined;
  private volatile @Nullable ContainerSpec told;
  private volatile Runnable forget = () -> {};

  Handover(
      Start start,
      SessionParts parts,
      Session session,
      EventWatch events,
      Cleanup cleanup,
      Networks networks,
      Companions companions) {
    this.start = start;
    this.engine = parts.engine();
    this.session = session;
    this.events = events;
    this.cleanup = cleanup;
    this.networks = networks;
    this.executor = parts.executor();
    this.companions = companions;
  }

  @Override
  public String engine() {
    return engine.address();
  }

  @Override
  public String publishAddress() {
    return engine.publishAddress();
  }

  @Override
  public String name() {
    return session.engineName(cleanup.numbered(start.request().alias()));
  }

  @Override
  public Map<String, String> labels() {
    cleanup.making(Kind.CONTAINER);
    Map<String, String> labels = new HashMap<>(start.request().marks());
    labels.put(Session.PLACE_LABEL, start.request().place());
    return Map.copyOf(session.labels(labels));
  }

  @Override
  public String image(ContainerSpec spec) {
    return companions.image(spec);
  }

  @Override
  public Optional<String> network() {
    List<Endpoint> endpoints = networks.endpoints(start.request().spec(), aliases());
    joined = endpoints;
    return endpoints.stream().map(Endpoint::networkId).findFirst();
  }

  @Override
  public List<String> aliases() {
    return start.request().aliases();
  }

  @Override
  public void created(String id, ContainerSpec spec) {
    start.life().secrets().add(spec::secrets);
    String before = start.containerId();
    boolean wasOurs = !start.isAnothers();
    cleanup.created(id);
    start.isAnothers(companions.isAnothers(id));
    start.created(id);
    told = spec;
    if (before != null && !before.equals(id) && wasOurs) {
      networks.left(before);
      cleanup.remove(before);
    }
    join(id);
    forget.run();
    forget = events.follow(id, kind -> executor.execute(this::look));
  }

  private void join(String id) {
    List<Endpoint> endpoints = joined;
    if (endpoints != null) {
      networks.created(id, aliases(), endpoints);
      networks.attach(id, start.request().spec(), aliases());
      endpoints.stream()
          .skip(1)
          .forEach(more -> Connection.make(engine, more.networkId(), id, more.aliases()));
    }
  }

  @Override
  public void whenEnded(IntConsumer listener) {
    listeners.add(listener);
    look();
  }

  @Override
  public Optional<String> host() {
    return seen().filter(state -> !state.ports().isEmpty()).map(ContainerState::host);
  }

  @Override
  public void launch(String container, String what, List<String> aliases, ContainerSpec spec) {
    companions.launch(container, what, aliases, spec);
  }

  @Override
  public void marked(String label, String value) {
    companions.marked(label, value);
  }

  @Override
  public void beforeEnd(Runnable action) {
    farewells.add(action);
  }

  /** What is to be done before the container's end. */
  List<Runnable> farewells() {
    return farewells;
  }

  private void look() {
    ended().ifPresent(state -> listeners.forEach(one -> one.accept(state.exitCode())));
  }

  private Optional<ContainerState> ended() {
    return seen().filter(ContainerState::hasEnded);
  }

  private Optional<ContainerState> seen() {
    String id = start.containerId();
    try {
      return Optional.ofNullable(id).map(engine::inspectContainer);
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  /** What was started, and how it is called. */
  StartRequest request() {
    ContainerSpec spec = told;
    StartRequest asked = start.request();
    Readiness readiness = asked.spec().readiness();
    if (spec == null) {
      throw new MayflyException("Whoever starts it has told of no container that it created.");
    }
    ContainerSpec kept = spec.keep(asked.spec().keep());
    return new StartRequest(
        readiness.characteristics().expectsExit() ? kept.readyWhen(readiness) : kept,
        asked.aliases(),
        asked.place(),
        asked.needs(),
        asked.marks());
  }

  /** What a failure comes from: an end is the reason for all that was waited for in vain. */
  RuntimeException cause(RuntimeException failure) {
    return ended()
        .<RuntimeException>map(
            state ->
                new MayflyException(StartCause.ended(state) + " before it was ready.", failure))
        .orElse(failure);
  }

  @Override
  public void close() {
    listeners.clear();
    forget.run();
  }
}
