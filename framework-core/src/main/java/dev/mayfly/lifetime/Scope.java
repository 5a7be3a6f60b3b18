package dev.mayfly.lifetime;

import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.RunningContainer;
import dev.mayfly.TestOutcome;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import dev.mayfly.runtime.Placement;
import dev.mayfly.runtime.StartRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime of containers that are asked for together: a test's, a class's, or a group's.
 *
 * <p>What is asked for comes in first; then all is started, and at the end all is removed. A scope
 * sees the scopes around it.
 */
public final class Scope implements AutoCloseable {

  private final Environment environment;
  private final ScopeStack stack;
  private final @Nullable Scope parent;
  private final ServiceRegistry registry;
  private final ScopeStack.Entry entry = new ScopeStack.Entry(this::enterSlots, this::leaveSlots);
  private final Lazy<Pool> pool;
  private final Lazy<Slices> slices;
  private final List<GroupNetwork> networks = new CopyOnWriteArrayList<>();
  private final List<Placement> placements = new CopyOnWriteArrayList<>();
  private volatile @Nullable EarlyGroup early;
  private final AtomicReference<@Nullable String> engine = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * A scope without services.
   *
   * @param stack says which threads work for it
   * @param parent the scope around it, or null
   */
  public Scope(Environment environment, ScopeStack stack, @Nullable Scope parent) {
    this.environment = environment;
    this.stack = stack;
    this.parent = parent;
    this.registry = new ServiceRegistry(parent == null ? null : parent.registry);
    this.pool = new Lazy<>(environment::newPool);
    this.slices = new Lazy<>(() -> new Slices(this, environment.slices()));
  }

  Environment environment() {
    return environment;
  }

  ServiceRegistry registry() {
    return registry;
  }

  /** The containers that all tests of this scope share. */
  public Pool pool() {
    return pool.get();
  }

  /** The scope's own services. */
  public List<Service> services() {
    return registry.own();
  }

  /** The services of this scope and those around it, the innermost first. */
  public List<Service> visible() {
    return registry.visible();
  }

  /** All names that visible services have on their networks. */
  public Set<String> names() {
    return registry.names().all();
  }

  /** Lets services be put on a network by its name. */
  public void add(String name, Network network) {
    registry.add(name, network);
  }

  /**
   * The visible network of a name.
   *
   * @throws MayflyException if there is none
   */
  public Network network(String name) {
    return registry.network(name);
  }

  /** Lets handles start their containers from now on. */
  void add(List<Service> fresh) {
    registry.add(fresh);
    fresh.forEach(Service::bind);
  }

  /** The network that services asked for now are to use if they can. */
  int networkNumber() {
    int around = parent == null ? 0 : parent.networkNumber();
    return networks.isEmpty() ? around : networks.get(networks.size() - 1).claim().number();
  }

  void add(GroupNetwork network) {
    networks.add(network);
  }

  /** Its containers, which start soon, have a place. */
  void add(Placement placement) {
    placements.add(placement);
  }

  /**
   * The engine that its containers, and those of the scopes within it, have in common.
   *
   * @param choice if neither it nor one around it has any yet
   */
  String engine(Supplier<String> choice) {
    String around = parent == null ? null : parent.engineSoFar();
    if (around != null) {
      return around;
    }
    engine.compareAndSet(null, engineOr(choice));
    return engineOr(choice);
  }

  private String engineOr(Supplier<String> choice) {
    String known = engine.get();
    return known == null ? choice.get() : known;
  }

  private @Nullable String engineSoFar() {
    String known = engine.get();
    return known == null && parent != null ? parent.engineSoFar() : known;
  }

  void requireOpen(String place) {
    if (closed) {
      throw new MayflyException(place + " can't be started any more: its test or class is over.");
    }
  }

  /** Takes over what was started before it began. */
  public void takeOver(EarlyGroup startedEarly) {
    early = startedEarly;
  }

  Optional<EarlyGroup> early() {
    return Optional.ofNullable(early);
  }

  RunningContainer startOwn(StartRequest request) {
    return early()
        .flatMap(group -> group.take(request))
        .orElseGet(() -> environment.session().start(request));
  }

  /**
   * Starts all that is not started yet, side by side, and waits until all is ready.
   *
   * @throws dev.mayfly.DeclarationException if one needs what the engine can't do; nothing was
   *     started then
   * @throws RuntimeException the first failure, with all others suppressed; nothing is left then
   */
  public void start() {
    List<Service> services = registry.own();
    services.forEach(service -> service.requirePossible(environment));
    List<RuntimeException> failures = new ArrayList<>();
    Optional<Throwable> cause = services.size() > 1 ? firstFailure(services) : Optional.empty();
    for (Service service : services) {
      try {
        service.running();
      } catch (RuntimeException e) {
        if (!service.wasCancelled()) {
          failures.add(e);
        }
      }
    }
    placements.forEach(Placement::close);
    if (!failures.isEmpty()) {
      if (Thread.currentThread().isInterrupted()) {
        services.forEach(Service::cancel); // nobody waits for them any more
      }
      throw closedAfter(failures, cause);
    }
  }

  /** Gives up the other starts when one has failed. */
  private static Optional<Throwable> firstFailure(List<Service> services) {
    List<CompletableFuture<?>> ended = new ArrayList<>();
    services.forEach(service -> ended.add(service.ended()));
    Optional<Throwable> cause = FirstFailure.of(ended);
    cause.ifPresent(failed -> services.forEach(Service::cancel));
    return cause;
  }

  private RuntimeException closedAfter(List<RuntimeException> failures, Optional<Throwable> cause) {
    RuntimeException first =
        failures.stream()
            .filter(failure -> cause.filter(failure::equals).isPresent())
            .findFirst()
            .orElse(failures.get(0));
    try {
      environment.ifOpen().ifPresent(session -> session.keepOnFailure(started()));
      close();
    } catch (RuntimeException e) {
      failures.add(e);
    }
    failures.stream().distinct().filter(other -> other != first).forEach(first::addSuppressed);
    return first;
  }

  /** The containers that are there now for it and the scopes around it, its own first. */
  public List<RunningContainer> started() {
    List<RunningContainer> started = new ArrayList<>();
    if (!closed) {
      registry.own().forEach(service -> service.ifStarted().ifPresent(started::add));
    }
    if (parent != null) {
      started.addAll(parent.started());
    }
    return started;
  }

  /**
   * Whether a scope around this one has made the slice for the very declaration, as for a field
   * that a class and one around it both inherit.
   *
   * @throws dev.mayfly.DeclarationException if its handle stands for another slice there
   */
  public boolean hasSlice(SliceSpec spec) {
    boolean has = false;
    for (Scope one = parent; one != null && !has; one = one.parent) {
      has = one.slices().filter(outer -> outer.has(spec)).isPresent();
    }
    return has;
  }

  /**
   * Makes a slice of a service's container, which is dropped when this closes.
   *
   * @throws MayflyException if it can't be made
   */
  public void slice(SliceSpec spec, Service server) {
    slices.get().make(spec, server);
  }

  private Optional<Slices> slices() {
    return slices.ifMade();
  }

  /** The current thread works for this scope until it {@linkplain #leave leaves} or closes it. */
  public void enter() {
    stack.enter(entry);
  }

  /** The same, unless the thread works for it already. */
  public void enterOnce() {
    if (!stack.contains(entry)) {
      stack.enter(entry);
    }
  }

  /** The current thread works for the scope that it worked for before. */
  public void leave() {
    stack.leave(entry);
  }

  private void enterSlots() {
    if (parent != null) {
      parent.enterSlots();
    }
    registry.own().forEach(Service::enter);
    slices().ifPresent(Slices::enter);
  }

  private void leaveSlots() {
    registry.visible().forEach(Service::leave);
    for (Scope one = this; one != null; one = one.parent) {
      one.slices().ifPresent(Slices::leave);
    }
  }

  /** A test is over that could use all containers that can be seen here. */
  public void tested(TestOutcome outcome) {
    undoFaults();
    environment.ifOpen().ifPresent(session -> session.tested(started(), outcome));
  }

  /** Lets all connections to the containers that can be seen here be as they should. */
  public void undoFaults() {
    registry.visible().forEach(Service::undoFaults);
  }

  /** Removes the containers, waiting for those that are being started. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = Thread.interrupted(); // in which no engine could be asked
    try {
      end();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void end() {
    leave();
    placements.forEach(Placement::close);
    slices().ifPresent(Slices::close);
    registry.own().forEach(Service::unbind);
    List<CompletableFuture<Void>> closing = registry.own().stream().map(this::closing).toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
    try {
      Waiting.throughInterrupts(all);
      all.join();
      pool.ifMade().ifPresent(Pool::close);
    } finally {
      early().ifPresent(EarlyGroup::close);
      networks.forEach(GroupNetwork::close);
      Set<Claim> claims = Collections.newSetFromMap(new IdentityHashMap<>());
      networks.forEach(network -> claims.add(network.claim()));
      early().flatMap(EarlyGroup::claim).ifPresent(claims::add); // also if nothing came in
      claims.forEach(environment::leave);
    }
  }

  /** The threads are gone where the session was closed before, which has removed all. */
  private CompletableFuture<Void> closing(Service service) {
    try {
      return CompletableFuture.runAsync(service::close, environment.threads());
    } catch (RejectedExecutionException e) {
      service.close();
      return CompletableFuture.completedFuture(null);
    }
  }
}
