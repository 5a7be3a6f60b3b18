package dev.mayfly.junit;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.TestOutcome;
import dev.mayfly.lifetime.Scope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.opentest4j.TestAbortedException;

/**
 * What a test class, or a test, declares, and the scope that its containers live in. It lies in the
 * store of its JUnit context, which closes it.
 */
@SuppressWarnings("deprecation") // all that JUnit 5.12 closes
final class TestScope implements AutoCloseable, CloseableResource {

  private final Run run;
  private final @Nullable TestScope parent;
  private final @Nullable Class<?> testClass;
  private final @Nullable MatrixCell cell;
  private final Declarations declarations;
  private final Scope scope;
  private final List<DeclaredService> declared = new CopyOnWriteArrayList<>();
  private final List<Object> given = new CopyOnWriteArrayList<>();
  private volatile @Nullable DeclarationException wrong;

  /**
   * A scope without services.
   *
   * @param parent the scope around it, or null
   * @param testClass the class whose scope it is, or null for that of a test
   * @param cell the pass of a matrix that it is part of, or null
   * @param declarations all that can be named in it
   */
  TestScope(
      Run run,
      @Nullable TestScope parent,
      @Nullable Class<?> testClass,
      @Nullable MatrixCell cell,
      Declarations declarations) {
    this.run = run;
    this.parent = parent;
    this.testClass = testClass;
    this.cell = cell;
    this.declarations = declarations;
    this.scope = new Scope(run.environment(), run.stack(), parent == null ? null : parent.scope);
  }

  Run run() {
    return run;
  }

  /** The lifetime of its containers. */
  Scope scope() {
    return scope;
  }

  /** All that the class and those around it declare. */
  Declarations declarations() {
    return declarations;
  }

  /** The description that a declaration has in this pass of a matrix, if there is one. */
  ContainerSpec inMatrix(ContainerSpec spec, Declaration declaration) {
    return cell == null ? spec : cell.addTo(spec, declaration);
  }

  /** The scope of the outermost class that has the fields and methods of this one. */
  TestScope classOf(Class<?> owner) {
    TestScope found = this;
    for (TestScope one = this; one != null; one = one.parent) {
      Class<?> type = one.testClass;
      if (type != null && owner.isAssignableFrom(type)) {
        found = one;
      }
    }
    return found;
  }

  /** Whether Spring makes a context for the class, which it closes only when the JVM ends. */
  boolean hasSpringContext() {
    return (testClass != null && SpringContexts.hasOne(testClass))
        || (parent != null && parent.hasSpringContext());
  }

  boolean isOfClass() {
    return testClass != null;
  }

  /** Whether it is this one or one around it. */
  boolean isWithin(TestScope other) {
    return this == other || (parent != null && parent.isWithin(other));
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

  void add(List<DeclaredService> fresh) {
    declared.addAll(fresh);
  }

  /** What a parameter gets. */
  Object give(Object value) {
    given.add(value);
    return value;
  }

  /**
   * Whether a parameter was given this very object, here or around here: a field that holds it
   * repeats the parameter, as that of a record's component or of a property in a constructor of
   * Kotlin's does, and declares nothing.
   */
  boolean gave(@Nullable Object value) {
    return given.stream().anyMatch(one -> one == value) || (parent != null && parent.gave(value));
  }

  /** What it declares itself. */
  List<DeclaredService> own() {
    return List.copyOf(declared);
  }

  /** The declarations of its own services. */
  List<Declaration> taken() {
    return declared.stream().map(DeclaredService::declaration).toList();
  }

  /** What can be seen here, the outermost first, so that the last of a name hides the others. */
  List<DeclaredService> visible() {
    List<DeclaredService> further = parent == null ? List.of() : parent.visible();
    return Stream.concat(further.stream(), declared.stream()).toList();
  }

  /**
   * Starts all that is not started yet, and fills the fields that are to have running containers.
   *
   * @throws RuntimeException the first failure, with all others suppressed; nothing is left then
   */
  void start() {
    requireRight();
    scope.start();
    declared.forEach(one -> one.fill(run.fields()));
  }

  /** A test is over that could use all containers that can be seen here. */
  void tested(Optional<Throwable> failure) {
    scope.tested(
        failure
            .map(why -> why instanceof TestAbortedException)
            .map(aborted -> aborted ? TestOutcome.ABORTED : TestOutcome.FAILED)
            .orElse(TestOutcome.PASSED));
  }

  @Override
  public void close() {
    declared.forEach(DeclaredService::empty);
    scope.close();
  }
}
