package dev.mayfly.junit;

import dev.mayfly.ContainerSpec;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds in a description what equals nothing else, such as a lambda that captures something. A
 * lambda that captures nothing is one object however often it is come by, and so can be shared.
 */
final class LoneValues {

  private LoneValues() {}

  /** What stands in the way of equality: {@code readiness (a lambda in class OrderTests)}. */
  static Optional<String> in(ContainerSpec spec) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("image", spec.image());
    parts.put("readiness", spec.readiness());
    parts.put("start hook", spec.startHooks());
    parts.put("copied file", spec.files());
    return parts.entrySet().stream()
        .flatMap(part -> search(part.getValue()).map(found -> part.getKey() + " (" + found + ")"))
        .findFirst();
  }

  private static Stream<String> search(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().flatMap(LoneValues::search);
    }
    if (value instanceof Optional<?> optional) {
      return optional.stream().flatMap(LoneValues::search);
    }
    if (value instanceof Record) {
      return Stream.of(value.getClass().getRecordComponents())
          .flatMap(component -> read(component, value))
          .flatMap(LoneValues::search);
    }
    return isLone(value.getClass()) ? Stream.of(describe(value.getClass())) : Stream.empty();
  }

  private static Stream<Object> read(RecordComponent component, Object value) {
    try {
      AccessibleObject.setAccessible(new AccessibleObject[] {component.getAccessor()}, true);
      return Stream.ofNullable(component.getAccessor().invoke(value));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Stream.empty();
    }
  }

  private static boolean isLone(Class<?> type) {
    try {
      boolean byIdentity =
          type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
      boolean capturing = !type.isHidden() || type.getDeclaredFields().length > 0;
      return byIdentity && capturing && !type.isEnum();
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static String describe(Class<?> type) {
    String name = type.getName().replaceAll("\\$\\$Lambda.*", "");
    String simple = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    return type.isHidden() ? "a lambda in " + simple : "a " + simple + " without equals";
  }
}
