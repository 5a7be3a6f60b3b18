package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Explains what a {@code @BeforeAll} or {@code @AfterAll} method of an instance fails with that
 * asks a field which gets its value for each test.
 */
final class NotYetThere {

  /** What Kotlin throws for its fields. */
  private static final String OF_KOTLIN = "UninitializedPropertyAccessException";

  private NotYetThere() {}

  /** The failure itself, unless it is for that. */
  static Throwable explained(Throwable failure, ExtensionContext context) {
    boolean isForNull =
        failure instanceof NullPointerException
            || failure.getClass().getSimpleName().equals(OF_KOTLIN);
    return context
        .getTestInstance()
        .filter(instance -> isForNull)
        .flatMap(instance -> emptyField(instance, failure))
        .<Throwable>map(field -> new DeclarationException(problem(field)).initCause(failure))
        .orElse(failure);
  }

  private static Optional<Field> emptyField(Object instance, Throwable failure) {
    return ReflectionSupport.streamFields(
            instance.getClass(),
            field -> !Modifier.isStatic(field.getModifiers()),
            HierarchyTraversalMode.TOP_DOWN)
        .filter(NotYetThere::isDeclared)
        .filter(field -> isNamed(field, failure))
        .filter(field -> EmptyFields.valueOf(field, instance) == null)
        .findFirst();
  }

  private static boolean isDeclared(Field field) {
    return AnnotationSupport.isAnnotated(field, Container.class)
        || AnnotationSupport.isAnnotated(field, Isolated.class);
  }

  /** The JVM says what was null, unless it was told not to. */
  private static boolean isNamed(Field field, Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.matches("(?s).*\\b" + field.getName() + "\\b.*");
  }

  private static String problem(Field field) {
    return "Wrong declaration, "
        + Declaration.placeOf(field)
        + ": it is null outside of tests, for each of which it is fresh. Make it static,"
        + (AnnotationSupport.isAnnotated(field, Container.class)
            ? " give it scope = CLASS, or ask for a parameter of this method."
            : " or ask for a parameter of this method.");
  }
}
