package dev.mayfly.lifetime;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.lifetime.AliasNetworks.Claim;
import dev.mayfly.lifetime.AliasNetworks.Names;
import dev.mayfly.runtime.StartRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A declared container in one scope, started once: when it is first needed, after what it depends
 * on, on a thread of the environment's. Thread-safe.
 */
public final class Service {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.cleanup");

  private final ServiceSpec declared;
  private final ContainerSpec spec;
  private final @Nullable SharedContainer shared;
  private final GroupNetwork network;
  private final Scope scope;
  private final Lazy<CompletableFuture<RunningContainer>> start = new Lazy<>(this::begin);
  private final Starting starting = new Starting();
  private volatile @Nullable Lease lease;

  /**
   * Describes a service; nothing is started yet.
   *
   * @param shared the container that it has in common with others, or null for its own
   * @param network where it meets others unless its description chooses networks
   */
  Service(
      ServiceSpec declared, @Nullable SharedContainer shared, GroupNetwork network, Scope scope) {
    this.declared = declared;
    this.shared = shared;
    this.spec = shared == null ? network.claim().join(declared.container()) : declared.container();
    this.network = network;
    this.scope = scope;
  }

  /** What was asked for. */
  public ServiceSpec declared() {
    return declared;
  }

  ContainerHandle handle() {
    return declared.handle();
  }

  /** Looks whether the engine can do what it needs; whoever is running already could. */
  void requirePossible(Environment environment) {
    if (ifStarted().isEmpty()) {
      environment.session().requirePossible(spec(), declared.place());
    }
  }

  ContainerSpec spec() {
    return spec;
  }

  /** Where those meet that choose no network. */
  NetworkSpec groupNetwork() {
    return network.network();
  }

  /** Whether the container is where all meet that choose no network. */
  private boolean isOnGroupNetwork() {
    List<NetworkAttachment> networks = spec.networks();
    return networks.isEmpty()
        || networks.stream().anyMatch(one -> one.network().equals(network.network()));
  }

  /** All names of the container on its networks, and who else may have them too. */
  Names names() {
    Set<String> aliases = declared.aliases();
    if (shared == null) {
      return new Names(aliases, Map.of());
    }
    return new Names(Set.of(), isOnGroupNetwork() ? Map.of(shared, aliases) : Map.of());
  }

  /** What is the same for all who mean the same container. */
  Object identity() {
    return shared == null ? this : shared;
  }

  /**
   * Lets the container, if it runs, be found on another network.
   *
   * @return the container, if it has to be disconnected afterwards
   */
  Optional<RunningContainer> visit(Claim other) {
    if (!isOnGroupNetwork()) {
      return Optional.empty();
    }
    if (shared != null) {
      ifStarted().ifPresent(running -> join(other, shared));
      return Optional.empty();
    }
    Optional<RunningContainer> running = ifStarted();
    String[] names = declared.aliases().toArray(String[]::new);
    running.ifPresent(guest -> guest.connect(Network.of(other.network()), names));
    return running;
  }

  private void join(Claim other, SharedContainer common) {
    Lease taken = lease;
    if (taken != null) {
      taken.join(other, scope.environment().networks().names(common, other));
    }
  }

  /** Lets the handle start the container when it is asked for something. */
  void bind() {
    handle().slot().bind(scope, this::running, this::ifStarted);
    enter();
  }

  void enter() {
    handle().slot().enter(scope);
  }

  void leave() {
    handle().slot().leave();
  }

  /** Takes back what {@link #bind} gave. */
  void unbind() {
    handle().slot().unbind(scope);
  }

  private CompletableFuture<RunningContainer> begin() {
    scope.requireOpen(declared.place());
    CompletableFuture<?>[] needed =
        declared.dependsOn().stream()
            .map(name -> scope.registry().service(name).startFor(this))
            .toArray(CompletableFuture[]::new);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      return CompletableFuture.allOf(needed)
          .thenApplyAsync(ready -> startNow(loader), scope.environment().threads());
    } catch (RejectedExecutionException e) {
      throw new MayflyException(declared.place() + " can't be started: its session is closed.", e);
    }
  }

  private CompletableFuture<RunningContainer> startFor(Service dependent) {
    scope.requireOpen(declared.place() + ", which " + dependent.declared.place() + " needs,");
    return start.get().exceptionally(failure -> notStarted(dependent, failure));
  }

  private RunningContainer notStarted(Service dependent, Throwable failure) {
    throw new MayflyException(
        dependent.declared.place()
            + " was not started: it depends on "
            + declared.place()
            + ", which failed.",
        failure instanceof CompletionException ? failure.getCause() : failure);
  }

  /** Starts the container, if nobody has yet; done when it is ready or has failed. */
  CompletableFuture<?> ended() {
    return start.get();
  }

  /** Nobody needs it any more: a start that is under way is interrupted, unless others share it. */
  void cancel() {
    if (shared == null && !start.get().isDone()) {
      starting.cancel();
    }
  }

  /** Whether it was not started only because nobody needed it, or what it depends on, any more. */
  boolean wasCancelled() {
    return starting.wasStopped()
        || declared.dependsOn().stream()
            .anyMatch(name -> scope.registry().service(name).wasCancelled());
  }

  private RunningContainer startNow(@Nullable ClassLoader loader) {
    starting.begin(declared.place());
    try {
      return startHere(loader);
    } finally {
      starting.end();
    }
  }

  private RunningContainer startHere(@Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    scope.enter();
    try {
      network.open();
      SharedContainer common = shared;
      return common == null
          ? scope.startOwn(request())
          : RenamedContainer.of(take(common), declared.name());
    } finally {
      scope.leave();
    }
  }

  private StartRequest request() {
    Map<String, String> needs = new TreeMap<>();
    for (String name : declared.dependsOn()) {
      needs.put(name, scope.registry().service(name).running().id());
    }
    return new StartRequest(spec, List.copyOf(declared.aliases()), declared.place(), needs);
  }

  private RunningContainer take(SharedContainer common) {
    scope.early().ifPresent(group -> group.takesShared(declared.place()));
    Lease taken = common.take(request());
    lease = taken;
    if (isOnGroupNetwork()) {
      join(network.claim(), common);
    }
    return taken.container();
  }

  /**
   * The container, started and ready.
   *
   * @throws RuntimeException what the start failed with, the same for all who ask
   */
  public RunningContainer running() {
    CompletableFuture<RunningContainer> begun = start.get();
    try {
      Waiting.until(begun);
      return begun.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new MayflyException("Can't start " + declared.place(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted while " + declared.place() + " was starting.", e);
    }
  }

  /** The container, if it was started and was ready; waits if it is being started. */
  public Optional<RunningContainer> ifStarted() {
    return start.ifMade().flatMap(Service::whenEnded).map(this::real);
  }

  private static Optional<RunningContainer> whenEnded(CompletableFuture<RunningContainer> start) {
    Waiting.throughInterrupts(start);
    return start.handle((ready, failure) -> Optional.ofNullable(ready)).join();
  }

  /** Under whatever name it is known here, for those who ask what it can tell. */
  private RunningContainer real(RunningContainer ready) {
    Lease taken = lease;
    return taken == null ? ready : taken.container();
  }

  void undoFaults() {
    if (spec.hasStableAddress()) {
      ifStarted().ifPresent(running -> running.faults().undo());
    }
  }

  /** Removes the container, or gives it back; waits for it if it is being started. */
  void close() {
    try {
      Optional<RunningContainer> started = ifStarted();
      Lease taken = lease;
      if (taken != null) {
        taken.giveBack();
      } else {
        started.ifPresent(scope.environment()::remove);
      }
    } catch (MayflyException e) {
      LOG.warn("{} was not removed; the end of the run will try again", declared.place(), e);
    }
  }
}
