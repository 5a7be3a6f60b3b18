package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.lifetime.Problems;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types of other libraries that can be declared, which are looked for when one is met.
 * Thread-safe.
 */
final class OtherTypes {

  /** What does not describe the container, which its own library does. */
  private static final Set<String> USABLE = Set.of("scope", "aliases", "dependsOn", "keep");

  private final AtomicReference<@Nullable List<HandleProvider>> found = new AtomicReference<>();

  /** All of a run are asked by the very same providers, which know their objects again. */
  private List<HandleProvider> providers() {
    if (found.get() == null) {
      found.compareAndSet(
          null,
          ServiceLoader.load(HandleProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .toList());
    }
    return Objects.requireNonNull(found.get());
  }

  /** Whether a declaration is of such a type. */
  boolean include(Declaration declaration) {
    return provider(declaration.type()).isPresent();
  }

  private Optional<HandleProvider> provider(Class<?> type) {
    return ContainerHandle.class.isAssignableFrom(type)
        ? Optional.empty()
        : providers().stream().filter(one -> one.knows(type)).findFirst();
  }

  /**
   * What stands for a field's value.
   *
   * @throws IllegalArgumentException if the value can't be used
   */
  ContainerHandle handle(Declaration declaration, Object value) {
    return provider(declaration.type()).orElseThrow().handle(value);
  }

  /** Finds what such a declaration can't have. */
  static void check(Declaration declaration, Problems problems) {
    if (declaration.isParameter()) {
      problems.add(
          declaration.place(),
          "a "
              + declaration.type().getSimpleName()
              + " can't be a parameter, since only a value says what it is; declare a field.");
    }
    if (declaration.annotation().scope() == ContainerScope.BUILD) {
      problems.add(
          declaration.place(),
          "other JVMs can't have the object that starts it, so it can't have scope BUILD; SUITE is"
              + " the widest.");
    }
    List<String> lost =
        attributes(declaration).filter(name -> !USABLE.contains(name)).sorted().toList();
    if (!lost.isEmpty()) {
      problems.add(
          declaration.place(),
          "its library describes the container, so the attributes "
              + lost
              + " do nothing; use the methods of "
              + declaration.type().getSimpleName()
              + " instead.");
    }
  }

  /** Those that were given a value other than their default. */
  private static Stream<String> attributes(Declaration declaration) {
    return Arrays.stream(Container.class.getDeclaredMethods())
        .filter(method -> isGiven(method, declaration.annotation()))
        .map(Method::getName);
  }

  private static boolean isGiven(Method attribute, Container annotation) {
    try {
      return !Arrays.deepEquals(
          new Object[] {attribute.invoke(annotation)}, new Object[] {attribute.getDefaultValue()});
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
