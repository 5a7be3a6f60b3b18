package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.NetworkAttachment;
import dev.mayfly.RunningContainer;
import dev.mayfly.junit.Lanes.Lane;
import dev.mayfly.junit.Lanes.Names;
import dev.mayfly.runtime.StartRequest;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A declared container in one scope, started once: when it is first needed, after what it depends
 * on, on a thread of the run's. Thread-safe.
 */
final class Service {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.cleanup");

  private final Declaration declaration;
  private final ContainerHandle handle;
  private final ContainerSpec spec;
  private final @Nullable Shared shared;
  private final @Nullable Object target;
  private final Junction junction;
  private final Scope scope;
  private final Lazy<CompletableFuture<RunningContainer>> start = new Lazy<>(this::begin);
  private final Starting starting = new Starting();
  private volatile @Nullable Lease lease;
  private volatile boolean filled;

  /**
   * Describes a service; nothing is started yet.
   *
   * @param shared the container that it has in common with others, or null for its own
   * @param target the object that has the field, or null
   * @param junction where it meets others unless its description names networks
   */
  Service(
      Part part, @Nullable Shared shared, @Nullable Object target, Junction junction, Scope scope) {
    this.declaration = part.declaration();
    this.handle = part.handle();
    this.shared = shared;
    this.spec = shared == null ? junction.lane().join(part.spec()) : part.spec();
    this.target = target;
    this.junction = junction;
    this.scope = scope;
  }

  Declaration declaration() {
    return declaration;
  }

  ContainerHandle handle() {
    return handle;
  }

  ContainerSpec spec() {
    return spec;
  }

  Junction junction() {
    return junction;
  }

  /** Whether this is the service of a parameter, or of a field of an object. */
  boolean isOf(Object parameterOrInstance) {
    return target == parameterOrInstance || declaration.element().equals(parameterOrInstance);
  }

  /** Whether this is the service of that field of an object. */
  boolean isOf(Object instance, Declaration field) {
    return target == instance && declaration.equals(field);
  }

  /** Whether the container is on its lane, and not on networks that were chosen for it. */
  boolean isOnLane() {
    List<NetworkAttachment> networks = spec.networks();
    return networks.isEmpty()
        || networks.stream().anyMatch(one -> one.network().equals(junction.network()));
  }

  /** All names of the container on its networks, and who else may have them too. */
  Names names() {
    Set<String> aliases = declaration.aliases();
    if (shared == null) {
      return new Names(aliases, Map.of());
    }
    return new Names(Set.of(), isOnLane() ? Map.of(shared, aliases) : Map.of());
  }

  /** What is the same for all who mean the same container. */
  Object identity() {
    return shared == null ? this : shared;
  }

  /**
   * Lets the container, if it runs, be found on another lane.
   *
   * @return the container, if it has to be taken from the lane afterwards
   */
  Optional<RunningContainer> visit(Lane lane) {
    if (!isOnLane()) {
      return Optional.empty();
    }
    if (shared != null) {
      ifStarted().ifPresent(running -> join(lane, shared));
      return Optional.empty();
    }
    Optional<RunningContainer> running = ifStarted();
    String[] names = declaration.aliases().toArray(String[]::new);
    running.ifPresent(guest -> guest.connect(Network.of(lane.network()), names));
    return running;
  }

  private void join(Lane lane, Shared common) {
    Lease taken = lease;
    if (taken != null) {
      taken.join(lane, scope.run().lanes().names(common, lane));
    }
  }

  /** Lets the handle start the container when it is asked for something. */
  void bind() {
    handle.slot().bind(scope, this::running);
    enter();
  }

  void enter() {
    handle.slot().enter(scope);
  }

  void leave() {
    handle.slot().leave();
  }

  /** Starts the container, if nobody has yet, and returns at once. */
  void start() {
    start.make();
  }

  private CompletableFuture<RunningContainer> begin() {
    scope.requireOpen(declaration);
    CompletableFuture<?>[] needed =
        Stream.of(declaration.annotation().dependsOn())
            .map(name -> scope.catalog().service(name).startFor(this))
            .toArray(CompletableFuture[]::new);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return CompletableFuture.allOf(needed)
        .thenApplyAsync(ready -> startNow(loader), scope.run().threads());
  }

  private CompletableFuture<RunningContainer> startFor(Service dependent) {
    return start.get().exceptionally(failure -> notStarted(dependent, failure));
  }

  private RunningContainer notStarted(Service dependent, Throwable failure) {
    throw new MayflyException(
        dependent.declaration.place()
            + " was not started: it depends on "
            + declaration.place()
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
        || Stream.of(declaration.annotation().dependsOn())
            .anyMatch(name -> scope.catalog().service(name).wasCancelled());
  }

  private RunningContainer startNow(@Nullable ClassLoader loader) {
    starting.begin(declaration.place());
    try {
      return startHere(loader);
    } finally {
      starting.end();
    }
  }

  private RunningContainer startHere(@Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    Entered entered = scope.run().entered();
    entered.enter(scope);
    try {
      junction.open();
      Shared common = shared;
      return common == null ? startOwn() : Alias.of(take(common), declaration.name());
    } finally {
      entered.leave(scope);
    }
  }

  private RunningContainer startOwn() {
    StartRequest request = request();
    return scope
        .early()
        .take(declaration, request)
        .orElseGet(() -> scope.run().session().start(request));
  }

  private StartRequest request() {
    Map<String, String> needs = new TreeMap<>();
    for (String name : declaration.annotation().dependsOn()) {
      needs.put(name, scope.catalog().service(name).running().id());
    }
    return new StartRequest(spec, List.copyOf(declaration.aliases()), declaration.place(), needs);
  }

  private RunningContainer take(Shared common) {
    scope.early().takesShared(declaration);
    Lease taken = common.take(request());
    lease = taken;
    if (isOnLane()) {
      join(junction.lane(), common);
    }
    return taken.container();
  }

  /**
   * The container, started and ready.
   *
   * @throws RuntimeException what the start failed with, the same for all who ask
   */
  RunningContainer running() {
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
          : new MayflyException("Can't start " + declaration.place(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted while " + declaration.place() + " was starting.", e);
    }
  }

  /** The container, if it was started and was ready; waits if it is being started. */
  Optional<RunningContainer> ifStarted() {
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

  /** What a parameter is given: the handle or the running container. */
  Object value() {
    return isRunning() ? running() : handle;
  }

  /** Gives a field of type {@link RunningContainer} its value. */
  void fillField() {
    EmptyFields fields = scope.run().fields();
    if (shared == null) {
      runningField().ifPresent(field -> fields.lend(declaration, field, target, running()));
      filled = true;
    } else {
      runningField().ifPresent(field -> fields.share(field, target, running()));
    }
  }

  /** Takes all back but the container. */
  void unbind() {
    handle.slot().unbind(scope);
    runningField().filter(field -> filled).ifPresent(field -> EmptyFields.set(field, target, null));
  }

  private Optional<Field> runningField() {
    return declaration.field().filter(field -> isRunning());
  }

  private boolean isRunning() {
    return declaration.type() == RunningContainer.class;
  }

  /** Removes the container, or gives it back; waits for it if it is being started. */
  void close() {
    try {
      Optional<RunningContainer> started = ifStarted();
      Lease taken = lease;
      if (taken != null) {
        taken.giveBack();
      } else {
        started.ifPresent(this::remove);
      }
    } catch (MayflyException e) {
      LOG.warn("{} was not removed; the end of the run will try again", declaration.place(), e);
    }
  }

  private void remove(RunningContainer running) {
    scope.run().slices().close(running);
    running.close();
  }
}
