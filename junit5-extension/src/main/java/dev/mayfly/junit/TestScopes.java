package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import dev.mayfly.lifetime.DependencyCircles;
import dev.mayfly.lifetime.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds the scope of a JUnit context, and begins it where there is none yet. */
final class TestScopes {

  private TestScopes() {}

  /**
   * The scope of a class or method, that of a class with its static fields declared. A dynamic test
   * has no scope of its own but that of its factory.
   */
  @SuppressWarnings("deprecation") // the name that JUnit 5 and 6 both know
  static TestScope of(ExtensionContext context) {
    ExtensionContext declared = declared(context);
    Store store = declared.getStore(Run.NAMESPACE);
    return Objects.requireNonNull(
        store.getOrComputeIfAbsent(declared.getUniqueId(), id -> begin(declared), TestScope.class));
  }

  /** The context of the class or method itself, which for a dynamic test is that of its factory. */
  static ExtensionContext declared(ExtensionContext context) {
    ExtensionContext declared = context;
    while (declared.getTestClass().isEmpty()) {
      declared = declared.getParent().orElseThrow();
    }
    return declared;
  }

  /** Whether the passes of a class's matrix are still to come. */
  static boolean isAheadOfMatrix(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), ContainerMatrix.class)
        && MatrixCell.isAhead(context);
  }

  private static TestScope begin(ExtensionContext context) {
    Run run = Runs.of(context);
    TestScope parent =
        context
            .getParent()
            .filter(around -> around.getTestClass().isPresent())
            .map(TestScopes::of)
            .orElse(null);
    Declarations around = parent == null ? Declarations.none() : parent.declarations();
    MatrixCell cell = context.getStore(Run.NAMESPACE).get(MatrixCell.class, MatrixCell.class);
    if (context.getTestMethod().isPresent() || isAheadOfMatrix(context)) {
      return new TestScope(run, parent, null, cell, around);
    }
    Class<?> testClass = context.getRequiredTestClass();
    Declarations own = Declarations.of(testClass);
    TestScope scope = new TestScope(run, parent, testClass, cell, own.within(around));
    run.begin(testClass).ifPresent(scope.scope()::takeOver);
    try {
      declareStatics(scope, testClass, own, around);
    } catch (RuntimeException | Error e) { // a static initialiser failed
      scope.close();
      throw e;
    }
    return scope;
  }

  /** Checks all that the class declares; what is wrong is told when the class is to begin. */
  private static void declareStatics(
      TestScope scope, Class<?> testClass, Declarations own, Declarations around) {
    List<Declaration> fields = new ArrayList<>(own.fields());
    fields.removeAll(around.fields());
    List<Declaration> statics = fields.stream().filter(Declaration::isStatic).toList();
    new StaticInitializer(scope, statics).run();
    try {
      Problems problems = new Problems();
      DeclarationCheck check = new DeclarationCheck(scope.declarations(), scope.run(), problems);
      fields.forEach(check::check);
      HiddenFields.check(testClass, problems);
      own.parameters().forEach(check::check);
      if (Declarations.asksForSlices(testClass)) {
        new SliceCheck(scope.declarations(), problems).check(testClass);
      }
      checkCircles(scope.declarations(), fields, problems);
      List<Declaration> taken = scope.taken();
      List<Declaration> rest = statics.stream().filter(one -> !taken.contains(one)).toList();
      new Declaring(scope, problems).take(rest, null);
    } catch (DeclarationException e) {
      scope.isWrong(e);
    }
  }

  private static void checkCircles(Declarations seen, List<Declaration> fields, Problems problems) {
    if (fields.stream().anyMatch(field -> field.annotation().dependsOn().length > 0)) {
      DependencyCircles circles = new DependencyCircles(seen::node, problems);
      fields.forEach(field -> circles.follow(field.node()));
    }
  }
}
