package dev.mayfly.lifetime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Moment;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds values in a description that can't be told from others or can't be used everywhere.
 *
 * <p>What equals nothing else is, for instance, a lambda that captures something. A lambda that
 * captures nothing is one object however often it is come by, and so can be shared.
 */
public final class UnshareableValues {

  private UnshareableValues() {}

  /** What stands in the way of equality: {@code readiness (a lambda in class OrderTests)}. */
  public static Optional<String> in(ContainerSpec spec) {
    Map<String, Object> parts = partsThatRun(spec);
    parts.put("log consumer", spec.logConsumers()); // no start waits for it
    parts.put("own start", Optional.ofNullable(spec.starter()));
    return find(parts, UnshareableValues::isLone);
  }

  /** What runs code that is written in a class, as a lambda. */
  public static Optional<String> lambdasOf(Class<?> type, ContainerSpec spec) {
    return find(
        partsThatRun(spec), found -> found.isHidden() && hostName(found).equals(type.getName()));
  }

  /** The parts of a description that a start runs or reads, by what messages call them. */
  private static Map<String, Object> partsThatRun(ContainerSpec spec) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("image", spec.image());
    parts.put("readiness", spec.readiness());
    parts.put("hook", Stream.of(Moment.values()).map(spec::hooks).flatMap(List::stream).toList());
    parts.put("copied file", spec.files());
    return parts;
  }

  private static Optional<String> find(Map<String, Object> parts, Predicate<Class<?>> wanted) {
    return parts.entrySet().stream()
        .flatMap(
            part ->
                search(part.getValue())
                    .filter(wanted)
                    .map(found -> part.getKey() + " (" + describe(found) + ")"))
        .findFirst();
  }

  /** The types of all values that are not made of others. */
  private static Stream<Class<?>> search(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().flatMap(UnshareableValues::search);
    }
    if (value instanceof Optional<?> optional) {
      return optional.stream().flatMap(UnshareableValues::search);
    }
    if (value instanceof Record) {
      return Stream.of(value.getClass().getRecordComponents())
          .flatMap(component -> read(component, value))
          .flatMap(UnshareableValues::search);
    }
    return Stream.of(value.getClass());
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
    String name = hostName(type);
    String simple = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    return type.isHidden() ? "a lambda in " + simple : "a " + simple + " without equals";
  }

  private static String hostName(Class<?> type) {
    return type.getName().replaceAll("\\$\\$Lambda.*", "");
  }
}
