package dev.mayfly.spring;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.runtime.Settings;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * What tells fields apart while contexts are generated, and there is no container yet. Spring then
 * looks for a generated context by nothing else, so classes have the same place only if the
 * container will be the same whatever runs beside it.
 */
final class GeneratedPlaces {

  private GeneratedPlaces() {}

  /**
   * The place of a field.
   *
   * @param testClass the class that has it, itself or by inheritance
   */
  static String of(Field field, Class<?> testClass) {
    String place = field.getDeclaringClass().getName() + "." + field.getName();
    return isSharedByAll(field, testClass) ? place : place + " of " + testClass.getName();
  }

  /** A part of a shared server is each class's own, whatever the server's scope is. */
  private static boolean isSharedByAll(Field field, Class<?> testClass) {
    @Nullable Container declared =
        AnnotatedElementUtils.findMergedAnnotation(field, Container.class);
    if (declared == null) {
      return false;
    }
    return switch (declared.scope()) {
      case SUITE, BUILD -> true;
      case METHOD, CLASS -> false;
      case DEFAULT -> field.getDeclaringClass() != testClass && isInheritedAsShared();
    };
  }

  /** With Spring what is inherited is shared by the suite, unless the project says otherwise. */
  private static boolean isInheritedAsShared() {
    return Settings.load()
        .get("mayfly.scope.static")
        .filter(ContainerScope.CLASS.name()::equalsIgnoreCase)
        .isEmpty();
  }
}
