package dev.mayfly.junit;

import dev.mayfly.lifetime.Problems;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Tells of containers and slices whose field is hidden by one of the same name in a subclass: there
 * the name means the other one, and tests would talk to it without knowing.
 */
final class HiddenFields {

  private HiddenFields() {}

  /** Looks at the classes above itself, since JUnit 5.10 leaves out the fields that are hidden. */
  static void check(Class<?> testClass, Problems problems) {
    Class<?> owner = testClass.getSuperclass();
    while (owner != null && owner != Object.class) {
      for (Field field : owner.getDeclaredFields()) {
        if (AnnotationSupport.isAnnotated(field, Container.class)
            || AnnotationSupport.isAnnotated(field, Isolated.class)) {
          hiding(testClass, owner, field.getName())
              .map(Declaration::placeOf)
              .map(hiding -> "it is hidden by " + hiding + "; rename one of them.")
              .ifPresent(problems.of(Declaration.placeOf(field)));
        }
      }
      owner = owner.getSuperclass();
    }
  }

  /** Between a class and one above it. */
  private static Optional<Field> hiding(Class<?> from, Class<?> owner, String name) {
    return Stream.<Class<?>>iterate(from, type -> type != owner, Class::getSuperclass)
        .flatMap(type -> Stream.of(type.getDeclaredFields()))
        .filter(field -> field.getName().equals(name))
        .findFirst();
  }
}
