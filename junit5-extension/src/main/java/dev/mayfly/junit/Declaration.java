package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.Network;
import dev.mayfly.lifetime.DependencyCircles;
import dev.mayfly.lifetime.Pool;
import dev.mayfly.lifetime.ServiceSpec;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field or parameter that is annotated with {@link Container}.
 *
 * @param place what messages call it: {@code field OrderTests.db}
 * @param name the name that others depend on it by, and its first name on the network
 * @param type the declared type
 * @param annotation the nearest annotation
 * @param element the field or parameter
 * @param isCached whether test classes that inherit it may go on using what other such classes made
 *     of it
 */
record Declaration(
    String place,
    String name,
    Class<?> type,
    Container annotation,
    AnnotatedElement element,
    boolean isCached) {

  static Declaration of(Field field, Container annotation, boolean isCached) {
    return new Declaration(
        placeOf(field), field.getName(), field.getType(), annotation, field, isCached);
  }

  static Declaration of(Parameter parameter, Container annotation) {
    String name =
        parameter.isNamePresent()
            ? parameter.getName()
            : fieldOf(parameter, annotation)
                .map(Field::getName)
                .orElseGet(() -> derivedName(parameter.getType(), annotation.image()));
    return new Declaration(
        placeOf(parameter, name), name, parameter.getType(), annotation, parameter, false);
  }

  /** What messages call a field. */
  static String placeOf(Field field) {
    return "field " + shortName(field.getDeclaringClass()) + "." + field.getName();
  }

  /** What messages call a parameter. */
  static String placeOf(Parameter parameter, String name) {
    Executable method = parameter.getDeclaringExecutable();
    String owner = shortName(method.getDeclaringClass());
    String of = method instanceof Constructor ? "" : "." + method.getName();
    return "parameter " + name + " of " + owner + of;
  }

  /**
   * The field that repeats the parameter, as that of a record's component or of a property in a
   * constructor of Kotlin's: it has the same annotation, type, and name, if the compiler kept that.
   */
  private static Optional<Field> fieldOf(Parameter parameter, Container annotation) {
    Executable executable = parameter.getDeclaringExecutable();
    if (!(executable instanceof Constructor)) {
      return Optional.empty();
    }
    List<Field> alike =
        Stream.of(executable.getDeclaringClass().getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .filter(field -> field.getType() == parameter.getType())
            .filter(field -> annotation.equals(field.getAnnotation(Container.class)))
            .filter(one -> !parameter.isNamePresent() || one.getName().equals(parameter.getName()))
            .toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }

  /** Whether others may depend on it by its name. */
  private boolean isNamedByAField() {
    return !(element instanceof Parameter parameter)
        || fieldOf(parameter, annotation).filter(field -> field.getName().equals(name)).isPresent();
  }

  private static String derivedName(Class<?> type, String image) {
    if (!image.isEmpty()) {
      return image.replaceAll(".*/|[:@].*", "");
    }
    return type.getSimpleName().replaceAll("(?<=.)Container$", "").toLowerCase(Locale.ROOT);
  }

  private static String shortName(Class<?> type) {
    String name = type.getName();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  // Written out: those that a record gets take a cold JVM long to put together.
  @Override
  public int hashCode() {
    return element.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Declaration that
        && element.equals(that.element)
        && name.equals(that.name);
  }

  /** The same, with a number after its name if that is taken. */
  Declaration withFreeName(Set<String> taken) {
    String free =
        Stream.concat(
                Stream.of(name), IntStream.iterate(2, i -> i + 1).mapToObj(i -> name + "-" + i))
            .filter(one -> !taken.contains(one))
            .findFirst()
            .orElseThrow();
    return new Declaration(place, free, type, annotation, element, isCached);
  }

  /** The class that has the field, or the method of the parameter. */
  Class<?> owner() {
    return element instanceof Parameter parameter
        ? parameter.getDeclaringExecutable().getDeclaringClass()
        : ((Member) element).getDeclaringClass();
  }

  Optional<Field> field() {
    return element instanceof Field field ? Optional.of(field) : Optional.empty();
  }

  boolean isParameter() {
    return element instanceof Parameter;
  }

  boolean isStatic() {
    return element instanceof Field field && Modifier.isStatic(field.getModifiers());
  }

  boolean isNetwork() {
    return type == Network.class;
  }

  /** All names on the network; the first is the declared one. */
  Set<String> aliases() {
    Set<String> aliases = new LinkedHashSet<>();
    aliases.add(name);
    aliases.add(name.toLowerCase(Locale.ROOT));
    aliases.addAll(List.of(annotation.aliases()));
    return aliases;
  }

  /**
   * What it asks for.
   *
   * @param handle the field's value, or what stands for the container
   * @param spec the whole description
   * @param pool where others find the same container, or null
   */
  ServiceSpec asksFor(ContainerHandle handle, ContainerSpec spec, @Nullable Pool pool) {
    List<String> needs = List.of(annotation.dependsOn());
    return new ServiceSpec(place, name, isNamedByAField(), aliases(), needs, handle, spec, pool);
  }

  /** Who it waits for. */
  DependencyCircles.Node node() {
    return new DependencyCircles.Node(place, name, List.of(annotation.dependsOn()));
  }
}
