package dev.mayfly.junit;

import dev.mayfly.lifetime.Problems;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells of containers whose field is hidden by one of the same name in a subclass: there the name
 * means the other one, and tests would talk to it without knowing.
 */
final class HiddenFields {

  private HiddenFields() {}

  /**
   * @param declared what a test class declares, with what it inherits
   */
  static void check(Class<?> testClass, List<Declaration> declared, Problems problems) {
    for (Declaration declaration : declared) {
      declaration
          .field()
          .map(Field::getDeclaringClass)
          .filter(owner -> !owner.isInterface())
          .flatMap(owner -> hiding(testClass, owner, declaration.name()))
          .map(Declaration::placeOf)
          .map(hiding -> "it is hidden by " + hiding + "; rename one of them.")
          .ifPresent(problems.of(declaration.place()));
    }
  }

  private static Optional<Field> hiding(Class<?> from, Class<?> owner, String name) {
    return Stream.<Class<?>>iterate(
            from, type -> type != null && type != owner, type -> type.getSuperclass())
        .filter(type -> owner.isAssignableFrom(type))
        .flatMap(type -> Stream.of(type.getDeclaredFields()))
        .filter(field -> field.getName().equals(name))
        .findFirst();
  }
}
