package dev.mayfly.junit;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Gives tests the containers that they declare with {@link Container}, which brings this extension
 * along. It says when what happens:
 *
 * <ol>
 *   <li>JUnit asks whether the class is to run, before any extension's {@code beforeAll}: its
 *       declarations are checked, and the handles in its static fields work from then on.
 *   <li>{@code beforeAll}: the containers of static fields are started.
 *   <li>A test's instance was made: the handles in its fields work.
 *   <li>{@code beforeEach}: the containers of instance fields are started.
 *   <li>A parameter is resolved: its container is started.
 *   <li>{@code afterEach}: the test is written down for the run's report; if it failed, what its
 *       containers tell is kept. After a class that failed as such, {@code afterAll} does the same.
 *   <li>JUnit closes the store of the test or class, after all else: containers are removed.
 * </ol>
 *
 * <p>It may also be registered with {@code @RegisterExtension}. Where a class has it several times,
 * one does the work and the others do nothing.
 *
 * <p>The extension itself keeps nothing, and so may be used by any number of threads.
 */
public final class MayflyExtension
    implements ExecutionCondition,
        BeforeAllCallback,
        TestInstancePreConstructCallback,
        TestInstancePostProcessor,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!isActive(context)) {
      return ConditionEvaluationResult.enabled("another one does the work");
    }
    Run run = Runs.of(context);
    if (run.skipsWithoutEngine() && run.whyNoEngine().isPresent()) {
      return ConditionEvaluationResult.disabled(run.whyNoEngine().get());
    }
    if (context.getTestMethod().isEmpty()) {
      TestScopes.of(context).scope().enterOnce();
    }
    return ConditionEvaluationResult.enabled("containers are not in the way");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (isActive(context)) {
      TestScope scope = TestScopes.of(context);
      InstanceContext.early(context).ifPresent(instance -> Declaring.fieldsOf(instance, scope));
      scope.start();
    }
  }

  /** Whether this is the first one here, or around here, that was asked for something. */
  @SuppressWarnings("deprecation") // the name that JUnit 5 and 6 both know
  private boolean isActive(ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(Run.NAMESPACE);
    return store.getOrComputeIfAbsent(MayflyExtension.class, key -> this) == this;
  }

  /** Makes the two callbacks that follow, and constructors' parameters, belong to the test. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    if (InstanceContext.isOwn(context) && isActive(context)) {
      TestScopes.of(context).scope().enterOnce();
      TestJournal.begin(context);
      WithoutInstance.expect(context, MayflyExtension::isOver);
    }
  }

  @Override
  public void postProcessTestInstance(Object instance, ExtensionContext context) {
    if (InstanceContext.isOwn(context)
        && isActive(context)
        && !TestScopes.isAheadOfMatrix(context)) {
      Declaring.fieldsOf(instance, TestScopes.of(context));
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!isActive(context)) {
      return;
    }
    TestScope scope = TestScopes.of(context);
    scope.scope().enterOnce();
    TestJournal.begin(context);
    context
        .getRequiredTestInstances()
        .getAllInstances()
        .forEach(instance -> Declaring.fieldsOf(instance, scope));
    scope.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (isActive(context)) {
      isOver(context);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (isActive(context)) {
      isOver(context);
    }
  }

  private static void isOver(ExtensionContext context) {
    WithoutInstance.isNot(context);
    if (context.getTestMethod().isPresent()) {
      TestScopes.of(context).tested(context.getExecutionException());
      FailureFiles.keep(context, TestJournal.began(context));
      TestJournal.end(context);
    } else {
      TestScope scope = TestScopes.of(context);
      context.getExecutionException().ifPresent(failure -> scope.tested(Optional.of(failure)));
      scope.scope().undoFaults();
      FailureFiles.keep(context, Instant.EPOCH);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(Container.class) && isActive(context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    InstanceContext.requireOwn(parameter, context);
    TestScope scope = TestScopes.of(context);
    DeclaredService service = Declaring.parameter(parameter.getParameter(), scope);
    scope.start();
    return scope.give(service.value());
  }
}
