package dev.mayfly.lifetime;

import dev.mayfly.ContainerHandle;
import dev.mayfly.GenericContainer;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/** Makes the handle for a field without a value, or a parameter, by its type's static factory. */
public final class HandleFactory {

  private HandleFactory() {}

  /**
   * A new handle.
   *
   * @throws IllegalArgumentException if the type has no such factory, or the factory refuses
   */
  public static ContainerHandle make(Class<?> type, String image) {
    boolean any = type == RunningContainer.class || type == GenericContainer.class;
    if (any && image.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing says which image; write @Container(image = \"…\")"
              + (type == GenericContainer.class ? ", or give the field a value." : "."));
    }
    if (any) {
      return GenericContainer.of(image);
    }
    return (ContainerHandle)
        (image.isEmpty() ? call(factory(type)) : call(factory(type, String.class), image));
  }

  /**
   * A new handle on a slice.
   *
   * @throws IllegalArgumentException if the type has no such factory, or the factory refuses
   */
  public static Slice slice(Class<?> type) {
    return (Slice) call(factory(type));
  }

  private static Method factory(Class<?> type, Class<?>... parameters) {
    String wanted = parameters.length == 0 ? "of()" : "of(String image)";
    Optional<Method> found =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> method.getName().equals("of"))
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
            .filter(method -> type.isAssignableFrom(method.getReturnType()))
            .findFirst();
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                type.getSimpleName()
                    + " has no static factory "
                    + wanted
                    + ", which a field without a value or a parameter needs; give a field a value"
                    + " instead."));
  }

  private static Object call(Method factory, Object... arguments) {
    try {
      factory.setAccessible(true);
      return factory.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          factory.getDeclaringClass().getSimpleName() + ".of failed: " + e.getCause(), e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException("can't call " + factory + ": " + e, e);
    }
  }
}
