package dev.mayfly.lifetime;

import dev.mayfly.Slice;
import dev.mayfly.Sliced;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody asks for who declares a slice of a container.
 *
 * @param place what messages call the declaration
 * @param name tells slices apart that are alike in all else
 * @param handle what the slice is asked by, and what it is to hold
 * @param user for whom it is made, as messages say it: {@code the class OrderTests}
 */
public record SliceSpec(String place, String name, Slice handle, String user) {

  /** The type of slices that a type of handles offers. */
  public static Optional<Class<?>> offeredBy(Class<?> handle) {
    return Stream.of(handle.getGenericInterfaces())
        .filter(one -> one instanceof ParameterizedType of && of.getRawType() == Sliced.class)
        .map(one -> ((ParameterizedType) one).getActualTypeArguments()[0])
        .<Class<?>>flatMap(SliceSpec::plain)
        .findFirst();
  }

  private static Stream<Class<?>> plain(Type type) {
    return type instanceof Class<?> plain ? Stream.of(plain) : Stream.empty();
  }
}
