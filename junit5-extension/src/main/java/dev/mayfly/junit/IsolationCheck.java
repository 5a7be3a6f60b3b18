package dev.mayfly.junit;

import dev.mayfly.Slice;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Finds what is wrong with the {@link Isolated} declarations of a class, before anything starts.
 */
final class IsolationCheck {

  private final Declarations seen;
  private final Problems problems;

  /**
   * A check against the containers that can be named.
   *
   * @param seen the declarations of the class and of those around it
   */
  IsolationCheck(Declarations seen, Problems problems) {
    this.seen = seen;
    this.problems = problems;
  }

  void check(Class<?> testClass) {
    IsolatedDeclaration.fieldsOf(testClass).forEach(this::check);
    Stream<? extends Executable> methods =
        ReflectionSupport.streamMethods(
            testClass, method -> !method.isSynthetic(), HierarchyTraversalMode.TOP_DOWN);
    Stream.concat(methods, Stream.of(testClass.getDeclaredConstructors())).forEach(this::check);
  }

  private void check(Executable method) {
    Stream.of(method.getParameters())
        .flatMap(parameter -> IsolatedDeclaration.of(parameter).stream())
        .forEach(this::check);
  }

  private void check(IsolatedDeclaration isolated) {
    if (!Slice.class.isAssignableFrom(isolated.type())) {
      problems.add(
          isolated.place(),
          isolated.type().getSimpleName()
              + " is no slice of a container; declare a type that a module offers, such as"
              + " PostgresDatabase.");
      return;
    }
    try {
      Stream<Declaration> fields = seen.fields().stream().filter(one -> !one.isNetwork());
      isolated.server(Stream.concat(fields, isolated.beside().stream()).toList());
      if (isolated.field().isEmpty()) {
        isolated.handle();
      }
      isolated.missingScripts().forEach(missing -> problems.add(isolated.place(), missing));
    } catch (IllegalArgumentException e) {
      problems.add(isolated.place(), String.valueOf(e.getMessage()));
    }
    isolated.field().ifPresent(field -> checkValue(isolated, field));
  }

  private void checkValue(IsolatedDeclaration isolated, Field field) {
    if (Modifier.isStatic(field.getModifiers())
        && Modifier.isFinal(field.getModifiers())
        && EmptyFields.valueOf(field, null) == null) {
      problems.add(isolated.place(), "it is final and null; give it a value, or drop final.");
    }
  }
}
