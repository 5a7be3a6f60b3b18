package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import java.lang.reflect.Constructor;
import java.util.Optional;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/**
 * Tells whose context JUnit gives while it makes a test's instance: that of the test, or, before
 * 5.12, that of the class.
 */
final class InstanceContext {

  private InstanceContext() {}

  /** Whether a context lives as long as the instance that is made in it. */
  static boolean isOwn(ExtensionContext context) {
    return context.getTestMethod().isPresent() || isOfAllTests(context);
  }

  /**
   * Refuses a parameter whose container would outlive its instance.
   *
   * @throws DeclarationException if it is refused
   */
  static void requireOwn(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getDeclaringExecutable() instanceof Constructor && !isOwn(context)) {
      throw new DeclarationException(
          "A constructor is given containers and slices by JUnit 5.12 or later only: ask for them"
              + " in a field, or in a parameter of the test.");
    }
  }

  /** The instance of all tests of a class, if it was made before JUnit knew our extension. */
  static Optional<Object> early(ExtensionContext context) {
    return isOfAllTests(context) && !TestScopes.isAheadOfMatrix(context)
        ? context.getTestInstance()
        : Optional.empty();
  }

  private static boolean isOfAllTests(ExtensionContext context) {
    return context.getTestInstanceLifecycle().equals(Optional.of(Lifecycle.PER_CLASS));
  }
}
