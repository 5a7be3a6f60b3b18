package dev.mayfly.junit;

import dev.mayfly.lifetime.Scope;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Lets the threads that JUnit runs test and life cycle methods on work for the scope of the test or
 * class where they are not its own: with a timeout in a separate thread, and for dynamic tests in
 * parallel.
 */
@NullUnmarked // JUnit 5 and 6 differ in what they say of null
final class ScopeInterceptor implements InvocationInterceptor {

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    withinClass(invocation, context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    within(invocation, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    within(invocation, context);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    withinClass(invocation, context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    within(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    within(invocation, context);
  }

  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return within(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation,
      DynamicTestInvocationContext dynamicTest,
      ExtensionContext context)
      throws Throwable {
    Instant began = Instant.now();
    try {
      within(invocation, context);
      TestScopes.of(context).scope().undoFaults();
    } catch (Throwable failure) { // JUnit tells nobody else of it
      TestScopes.of(context).tested(Optional.of(failure));
      FailureFiles.keep(context, began, failure);
      TestJournal.failed(context, began, failure);
      throw failure;
    }
  }

  private static void withinClass(Invocation<Void> invocation, ExtensionContext context)
      throws Throwable {
    try {
      within(invocation, context);
    } catch (RuntimeException e) {
      throw NotYetThere.explained(e, context);
    }
  }

  private static <T> T within(Invocation<T> invocation, ExtensionContext context) throws Throwable {
    Scope scope = TestScopes.of(context).scope();
    scope.enter();
    try {
      return invocation.proceed();
    } finally {
      scope.leave();
    }
  }
}
