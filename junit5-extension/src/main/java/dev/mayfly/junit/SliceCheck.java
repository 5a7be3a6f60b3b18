package dev.mayfly.junit;

import dev.mayfly.Slice;
import dev.mayfly.lifetime.Problems;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;

/**
 * Finds what is wrong with the {@link Isolated} declarations of a class, before anything starts.
 */
final class SliceCheck {

  private final Declarations seen;
  private final Problems problems;

  /**
   * A check against the containers that can be named.
   *
   * @param seen the declarations of the class and of those around it
   */
  SliceCheck(Declarations seen, Problems problems) {
    this.seen = seen;
    this.problems = problems;
  }

  void check(Class<?> testClass) {
    SliceDeclaration.fieldsOf(testClass).forEach(this::check);
    Declarations.parametersOf(testClass)
        .flatMap(parameter -> SliceDeclaration.of(parameter).stream())
        .forEach(this::check);
  }

  private void check(SliceDeclaration declared) {
    if (!Slice.class.isAssignableFrom(declared.type())) {
      problems.add(
          declared.place(),
          declared.type().getSimpleName()
              + " is no slice of a container; declare a type that a module offers, such as"
              + " PostgresDatabase.");
      return;
    }
    try {
      Stream<Declaration> fields = seen.fields().stream().filter(one -> !one.isNetwork());
      declared.server(Stream.concat(fields, declared.beside().stream()).toList());
      if (declared.field().isEmpty()) {
        declared.handle();
      }
      declared.missingScripts().forEach(missing -> problems.add(declared.place(), missing));
    } catch (IllegalArgumentException e) {
      problems.add(declared.place(), String.valueOf(e.getMessage()));
    }
    declared.field().ifPresent(field -> checkValue(declared, field));
  }

  private void checkValue(SliceDeclaration declared, Field field) {
    if (Modifier.isStatic(field.getModifiers())
        && Modifier.isFinal(field.getModifiers())
        && EmptyFields.valueOf(field, null) == null) {
      problems.add(declared.place(), "it is final and null; give it a value, or drop final.");
    }
  }
}
