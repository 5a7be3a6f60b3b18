package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** Finds the scope of a JUnit context, and begins it where there is none yet. */
final class Scopes {

  private Scopes() {}

  /**
   * The scope of a class or method, that of a class with its static fields declared. A dynamic test
   * has no scope of its own but that of its factory.
   */
  @SuppressWarnings("deprecation") // the name that JUnit 5 and 6 both know
  static Scope of(ExtensionContext context) {
    ExtensionContext declared = declared(context);
    Store store = declared.getStore(Run.NAMESPACE);
    return Objects.requireNonNull(
        store.getOrComputeIfAbsent(declared.getUniqueId(), id -> begin(declared), Scope.class));
  }

  /** The context of the class or method itself, which for a dynamic test is that of its factory. */
  static ExtensionContext declared(ExtensionContext context) {
    ExtensionContext declared = context;
    while (declared.getTestClass().isEmpty()) {
      declared = declared.getParent().orElseThrow();
    }
    return declared;
  }

  private static Scope begin(ExtensionContext context) {
    Run run = Run.of(context);
    Scope parent =
        context
            .getParent()
            .filter(around -> around.getTestClass().isPresent())
            .map(Scopes::of)
            .orElse(null);
    Declarations around = parent == null ? Declarations.none() : parent.catalog().declarations();
    MatrixCell cell = MatrixCell.of(context);
    if (context.getTestMethod().isPresent() || MatrixCell.isAhead(context)) {
      return new Scope(run, parent, null, cell, around);
    }
    Declarations own = Declarations.of(context.getRequiredTestClass());
    Scope scope = new Scope(run, parent, context.getRequiredTestClass(), cell, own.within(around));
    scope.comes(run.early().begin(context.getRequiredTestClass()));
    try {
      declareStatics(scope, context.getRequiredTestClass(), own, around);
    } catch (RuntimeException | Error e) { // a static initialiser failed
      scope.close();
      throw e;
    }
    return scope;
  }

  /** Checks all that the class declares; what is wrong is told when the class is to begin. */
  private static void declareStatics(
      Scope scope, Class<?> testClass, Declarations own, Declarations around) {
    List<Declaration> fields = new ArrayList<>(own.fields());
    fields.removeAll(around.fields());
    List<Declaration> statics = fields.stream().filter(Declaration::isStatic).toList();
    new StaticInitializer(scope, statics).run();
    try {
      Problems problems = new Problems();
      Declarations all = scope.catalog().declarations();
      DeclarationCheck check = new DeclarationCheck(all, scope.run(), problems);
      fields.forEach(check::check);
      own.parameters().forEach(check::check);
      new IsolationCheck(all, problems).check(testClass);
      new DependencyCircles(all, problems).check(fields);
      List<Declaration> taken = scope.catalog().own().stream().map(Service::declaration).toList();
      List<Declaration> rest = statics.stream().filter(one -> !taken.contains(one)).toList();
      new Intake(scope, problems).take(rest, null);
    } catch (DeclarationException e) {
      scope.isWrong(e);
    }
  }
}
