package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.runtime.StartRequest;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The lifetime that a test class, or a test, gives the containers that it declares.
 *
 * <p>It lies in the store of its JUnit context, which closes it, and sees what the scopes around it
 * declare. Declarations come in while JUnit prepares the class or test; then all are started.
 */
final class Scope implements AutoCloseable {

  private final Run run;
  private final @Nullable Scope parent;
  private final List<Service> services = new CopyOnWriteArrayList<>();
  private final Set<Object> instances = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile @Nullable DeclarationException wrong;
  private volatile boolean closed;

  Scope(Run run, @Nullable Scope parent) {
    this.run = run;
    this.parent = parent;
  }

  /** The scope of a class or method, which begins now if it has not yet. */
  @SuppressWarnings("deprecation") // the name that JUnit 5 and 6 both know
  static Scope of(ExtensionContext context) {
    return context
        .getStore(Run.NAMESPACE)
        .getOrComputeIfAbsent(context.getUniqueId(), id -> begin(context), Scope.class);
  }

  private static Scope begin(ExtensionContext context) {
    Scope parent =
        context
            .getParent()
            .filter(around -> around.getTestClass().isPresent())
            .map(Scope::of)
            .orElse(null);
    Scope scope = new Scope(Run.of(context), parent);
    if (context.getTestMethod().isEmpty()) {
      scope.declareStatics(context.getRequiredTestClass());
    }
    return scope;
  }

  private void declareStatics(Class<?> testClass) {
    Declarations all = Declarations.of(testClass);
    try {
      declare(all.statics().stream().filter(one -> !sees(one)).toList(), null);
    } catch (DeclarationException e) {
      wrong = e;
    }
  }

  /** Declares the instance fields of a test instance, once. */
  void declareFieldsOf(Object instance) {
    if (instances.add(instance)) {
      declare(Declarations.of(instance.getClass()).instanceFields(), instance);
    }
  }

  /** Lets handles start their containers from now on. */
  List<Service> declare(List<Declaration> declarations, @Nullable Object target) {
    requireRight();
    List<Service> fresh = new Wiring(this, target).services(declarations);
    services.addAll(fresh);
    fresh.forEach(Service::bind);
    return fresh;
  }

  private void requireRight() {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      DeclarationException failure = scope.wrong;
      if (failure != null) {
        throw failure;
      }
    }
  }

  void requireOpen(Declaration declaration) {
    if (closed) {
      throw new MayflyException(
          declaration.place() + " can't be started any more: its test or class is over.");
    }
  }

  Run run() {
    return run;
  }

  /** The services of this scope and those around it, the innermost first. */
  Stream<Service> visible() {
    Stream<Service> around = parent == null ? Stream.empty() : parent.visible();
    return Stream.concat(services.stream(), around);
  }

  private boolean sees(Declaration declaration) {
    Field field = declaration.field();
    return visible().anyMatch(service -> Objects.equals(service.declaration().field(), field));
  }

  /** The service of a field that is seen from here. */
  Service service(String fieldName) {
    return visible()
        .filter(service -> !service.declaration().isParameter())
        .filter(service -> service.declaration().name().equals(fieldName))
        .findFirst()
        .orElseThrow(() -> new MayflyException("No field " + fieldName + " is seen from here."));
  }

  /** Starts a container for a service of this scope, on a thread of the run's. */
  RunningContainer start(StartRequest request, @Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    run.entered().enter(this);
    try {
      return run.session().start(request);
    } finally {
      run.entered().leave(this);
    }
  }

  /**
   * Starts all that is not started yet, side by side, and waits until all is ready.
   *
   * @throws RuntimeException the first failure, with all others suppressed; nothing is left then
   */
  void start() {
    requireRight();
    List<RuntimeException> failures = new ArrayList<>();
    services.forEach(Service::start);
    for (Service service : services) {
      try {
        service.running();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw closedAfter(failures);
    }
    services.forEach(Service::fillField);
  }

  private RuntimeException closedAfter(List<RuntimeException> failures) {
    RuntimeException first =
        failures.stream()
            .filter(failure -> !failures.contains(failure.getCause()))
            .findFirst()
            .orElseThrow();
    try {
      close();
    } catch (RuntimeException e) {
      failures.add(e);
    }
    failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
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
    services.forEach(Service::enter);
  }

  void leaveSlots() {
    services.forEach(Service::leave);
    if (parent != null) {
      parent.leaveSlots();
    }
  }

  @Override
  public void close() {
    closed = true;
    run.entered().leave(this);
    services.forEach(Service::unbind);
    List<CompletableFuture<Void>> closing =
        services.stream()
            .map(service -> CompletableFuture.runAsync(service::close, run.threads()))
            .toList();
    services.clear();
    CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new)).join();
  }
}
