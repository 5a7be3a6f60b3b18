package dev.mayfly.junit;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.TestOutcome;
import dev.mayfly.junit.Lanes.Lane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.opentest4j.TestAbortedException;

/**
 * The lifetime that a test class, or a test, gives the containers that it declares.
 *
 * <p>It lies in the store of its JUnit context, which closes it. Declarations come in while JUnit
 * prepares the class or test; then all are started, and at the end all are removed.
 */
@SuppressWarnings("deprecation") // all that JUnit 5.12 closes
final class Scope implements AutoCloseable, CloseableResource {

  private final Run run;
  private final @Nullable Scope parent;
  private final @Nullable Class<?> testClass;
  private final @Nullable MatrixCell cell;
  private final Pool pool;
  private final Catalog catalog;
  private final Slices slices = new Slices(this);
  private final List<Junction> junctions = new CopyOnWriteArrayList<>();
  private volatile @Nullable DeclarationException wrong;
  private volatile ComingClass early = new ComingClass();
  private volatile boolean closed;

  /**
   * A scope without services.
   *
   * @param parent the scope around it, or null
   * @param testClass the class whose scope it is, or null for that of a test
   * @param cell the pass of a matrix that it is part of, or null
   * @param declarations all that can be named in it
   */
  Scope(
      Run run,
      @Nullable Scope parent,
      @Nullable Class<?> testClass,
      @Nullable MatrixCell cell,
      Declarations declarations) {
    this.run = run;
    this.parent = parent;
    this.testClass = testClass;
    this.cell = cell;
    this.pool = new Pool(run.shared());
    this.catalog = new Catalog(parent == null ? null : parent.catalog, declarations);
  }

  Run run() {
    return run;
  }

  Optional<Scope> around() {
    return Optional.ofNullable(parent);
  }

  Catalog catalog() {
    return catalog;
  }

  /** The description that a declaration has in this pass of a matrix, if there is one. */
  ContainerSpec inMatrix(ContainerSpec spec, Declaration declaration) {
    return cell == null ? spec : cell.addTo(spec, declaration);
  }

  /** The containers that all tests of this class share. */
  Pool pool() {
    return pool;
  }

  /** The scope of the outermost class that has the fields and methods of this one. */
  Scope classOf(Class<?> owner) {
    Scope found = this;
    for (Scope one = this; one != null; one = one.parent) {
      Class<?> type = one.testClass;
      if (type != null && owner.isAssignableFrom(type)) {
        found = one;
      }
    }
    return found;
  }

  boolean isOfClass() {
    return testClass != null;
  }

  /** Whether it is this one or one around it. */
  boolean isWithin(Scope other) {
    return this == other || (parent != null && parent.isWithin(other));
  }

  /** Takes over what was started before the class began. */
  void comes(ComingClass startedEarly) {
    early = startedEarly;
  }

  ComingClass early() {
    return early;
  }

  Slices slices() {
    return slices;
  }

  /** Declarations of the class can't work: whatever is asked of this scope fails with this. */
  void isWrong(DeclarationException why) {
    wrong = why;
  }

  void requireRight() {
    DeclarationException why = wrong;
    if (why != null) {
      throw why;
    }
    if (parent != null) {
      parent.requireRight();
    }
  }

  void requireOpen(Declaration declaration) {
    if (closed) {
      throw new MayflyException(
          declaration.place() + " can't be started any more: its test or class is over.");
    }
  }

  /** The lane that services declared now are to use if they can. */
  int laneNumber() {
    int around = parent == null ? 0 : parent.laneNumber();
    return junctions.isEmpty() ? around : junctions.get(junctions.size() - 1).lane().number();
  }

  void add(Junction junction) {
    junctions.add(junction);
  }

  /** Lets handles start their containers from now on. */
  void add(List<Service> fresh) {
    catalog.add(fresh);
    fresh.forEach(Service::bind);
  }

  /**
   * Starts all that is not started yet, side by side, and waits until all is ready.
   *
   * @throws RuntimeException the first failure, with all others suppressed; nothing is left then
   */
  void start() {
    requireRight();
    List<Service> services = catalog.own();
    List<RuntimeException> failures = new ArrayList<>();
    Optional<Throwable> cause = FirstFailure.of(ended(services));
    cause.ifPresent(failed -> services.forEach(Service::cancel));
    for (Service service : services) {
      try {
        service.running();
      } catch (RuntimeException e) {
        if (!service.wasCancelled()) {
          failures.add(e);
        }
      }
    }
    if (!failures.isEmpty()) {
      throw closedAfter(failures, cause);
    }
    services.forEach(Service::fillField);
  }

  private static List<CompletableFuture<?>> ended(List<Service> services) {
    List<CompletableFuture<?>> ended = new ArrayList<>();
    services.forEach(service -> ended.add(service.ended()));
    return ended;
  }

  /** The containers that are there now for it and the scopes around it, its own first. */
  List<RunningContainer> started() {
    List<RunningContainer> started = new ArrayList<>();
    if (!closed) {
      catalog.own().forEach(service -> service.ifStarted().ifPresent(started::add));
    }
    if (parent != null) {
      started.addAll(parent.started());
    }
    return started;
  }

  private RuntimeException closedAfter(List<RuntimeException> failures, Optional<Throwable> cause) {
    RuntimeException first =
        failures.stream()
            .filter(failure -> cause.filter(failure::equals).isPresent())
            .findFirst()
            .orElse(failures.get(0));
    try {
      run.ifOpen().ifPresent(session -> session.keepOnFailure(started()));
      close();
    } catch (RuntimeException e) {
      failures.add(e);
    }
    failures.stream().distinct().filter(other -> other != first).forEach(first::addSuppressed);
    return first;
  }

  /** The current thread works for this scope until it closes it. */
  void enter() {
    if (!run.entered().contains(this)) {
      run.entered().enter(this);
    }
  }

  void enterSlots() {
    if (parent != null) {
      parent.enterSlots();
    }
    catalog.own().forEach(Service::enter);
    slices.enter();
  }

  void leaveSlots() {
    catalog.visible().forEach(Service::leave);
    slices.leaveAll();
  }

  /** A test is over that could use all containers that can be seen here. */
  void tested(Optional<Throwable> failure) {
    undoFaults();
    TestOutcome outcome =
        failure
            .map(why -> why instanceof TestAbortedException)
            .map(aborted -> aborted ? TestOutcome.ABORTED : TestOutcome.FAILED)
            .orElse(TestOutcome.PASSED);
    run.ifOpen().ifPresent(session -> session.tested(started(), outcome));
  }

  /** Lets all connections to the containers that can be seen here be as they should. */
  void undoFaults() {
    catalog.visible().forEach(Service::undoFaults);
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
    run.entered().leave(this);
    slices.close();
    catalog.own().forEach(Service::unbind);
    List<CompletableFuture<Void>> closing =
        catalog.own().stream()
            .map(service -> CompletableFuture.runAsync(service::close, run.threads()))
            .toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
    try {
      Waiting.throughInterrupts(all);
      all.join();
      pool.close();
    } finally {
      early.close();
      junctions.forEach(Junction::close);
      Set<Lane> lanes = Collections.newSetFromMap(new IdentityHashMap<>());
      junctions.forEach(junction -> lanes.add(junction.lane()));
      early.lane().ifPresent(lanes::add); // also of a class whose declarations can't work
      lanes.forEach(run::leave);
    }
  }
}
