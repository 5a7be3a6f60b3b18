package dev.mayfly.spring;

import dev.mayfly.ContainerHandle;
import dev.mayfly.DeclarationException;
import dev.mayfly.Slice;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.ReflectionUtils;

/** The fields of a test class that are annotated with {@link ServiceConnection}. */
final class ConnectedFields {

  private ConnectedFields() {}

  /**
   * Those of the class, of its superclasses and interfaces, and of classes around it whose
   * configuration it inherits.
   *
   * @throws DeclarationException if one can't work
   */
  static List<Connected> of(Class<?> testClass) {
    List<Connected> found = new ArrayList<>();
    if (TestContextAnnotationUtils.searchEnclosingClass(testClass)) {
      found.addAll(of(testClass.getEnclosingClass()));
    }
    ReflectionUtils.doWithFields(
        testClass, field -> found.add(connected(field, testClass)), ConnectedFields::isOne);
    return found;
  }

  private static boolean isOne(Field field) {
    return AnnotatedElementUtils.hasAnnotation(field, ServiceConnection.class);
  }

  private static Connected connected(Field field, Class<?> testClass) {
    String place = "field " + field.getDeclaringClass().getSimpleName() + "." + field.getName();
    ServiceConnection annotation =
        MergedAnnotations.from(field).get(ServiceConnection.class).synthesize();
    check(field, place);
    field.setAccessible(true);
    return new Connected(
        place,
        GeneratedPlaces.of(field, testClass),
        field.getDeclaringClass(),
        field.getType(),
        Set.of(annotation.type()),
        () -> valueOf(field, place));
  }

  private static void check(Field field, String place) {
    Class<?> type = field.getType();
    if (!ContainerHandle.class.isAssignableFrom(type) && !Slice.class.isAssignableFrom(type)) {
      throw new DeclarationException(
          place
              + " is annotated with @ServiceConnection, but "
              + type.getSimpleName()
              + " is no handle that tells where a service is. try: a module's handle, such as RedisContainer.");
    }
    if (!isDeclared(field)) {
      throw new DeclarationException(
          place
              + " is annotated with @ServiceConnection, but nothing of Mayfly's starts it. try:"
              + " @dev.mayfly.junit.Container beside it (@dev.mayfly.junit.Isolated for a part of a"
              + " shared server).");
    }
    if (!Modifier.isStatic(field.getModifiers())) {
      throw new DeclarationException(
          place
              + " is annotated with @ServiceConnection and is not static: its container is fresh"
              + " for each test, and Spring makes one context for all of them. try: make it static.");
    }
  }

  private static boolean isDeclared(Field field) {
    return AnnotatedElementUtils.hasAnnotation(field, Container.class)
        || AnnotatedElementUtils.hasAnnotation(field, Isolated.class);
  }

  private static Object valueOf(Field field, String place) {
    Object value = ReflectionUtils.getField(field, null);
    if (value == null) {
      throw new DeclarationException(
          place
              + " was asked before its class's turn. Two things do that: @EnabledIf(loadContext ="
              + " true), whose condition must not load the context then, and for an @Isolated field"
              + " @TestInstance(PER_CLASS).");
    }
    return value;
  }
}
