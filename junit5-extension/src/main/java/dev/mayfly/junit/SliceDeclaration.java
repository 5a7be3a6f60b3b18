package dev.mayfly.junit;

import dev.mayfly.FileSource;
import dev.mayfly.Slice;
import dev.mayfly.lifetime.HandleFactory;
import dev.mayfly.lifetime.SliceSpec;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A field or parameter that is annotated with {@link Isolated}.
 *
 * @param place what messages call it
 * @param type the declared type
 */
record SliceDeclaration(
    String place, Class<?> type, Isolated annotation, AnnotatedElement element) {

  static List<SliceDeclaration> fieldsOf(Class<?> testClass) {
    return ReflectionSupport.streamFields(testClass, field -> true, HierarchyTraversalMode.TOP_DOWN)
        .flatMap(
            field ->
                AnnotationSupport.findAnnotation(field, Isolated.class)
                    .map(
                        annotation ->
                            new SliceDeclaration(
                                Declaration.placeOf(field), field.getType(), annotation, field))
                    .stream())
        .toList();
  }

  static Optional<SliceDeclaration> of(Parameter parameter) {
    return AnnotationSupport.findAnnotation(parameter, Isolated.class)
        .map(
            annotation ->
                new SliceDeclaration(
                    Declaration.placeOf(parameter, name(parameter)),
                    parameter.getType(),
                    annotation,
                    parameter));
  }

  private static String name(Parameter parameter) {
    return parameter.isNamePresent() ? parameter.getName() : parameter.getType().getSimpleName();
  }

  /** The containers that the same method or constructor declares, no two of one name. */
  List<Declaration> beside() {
    List<Declaration> beside = new ArrayList<>();
    if (element instanceof Parameter parameter) {
      Set<String> taken = new HashSet<>();
      for (Parameter one : parameter.getDeclaringExecutable().getParameters()) {
        Declarations.of(one).map(it -> it.withFreeName(taken)).ifPresent(beside::add);
        beside.forEach(it -> taken.add(it.name()));
      }
    }
    return beside;
  }

  Optional<Field> field() {
    return element instanceof Field field ? Optional.of(field) : Optional.empty();
  }

  /** The class that has the field, or the method of the parameter. */
  Class<?> owner() {
    return element instanceof Parameter parameter
        ? parameter.getDeclaringExecutable().getDeclaringClass()
        : ((Field) element).getDeclaringClass();
  }

  boolean isStatic() {
    return element instanceof Field field && Modifier.isStatic(field.getModifiers());
  }

  /**
   * The handle of a field without a value, or of a parameter.
   *
   * @throws IllegalArgumentException if the type makes none, or runs no scripts
   */
  Slice handle() {
    Slice empty = HandleFactory.slice(type);
    FileSource[] scripts =
        Stream.of(annotation.scripts()).map(FileSource::resource).toArray(FileSource[]::new);
    return scripts.length == 0 ? empty : empty.scripts(scripts);
  }

  /** What is wrong with the names of its scripts. */
  List<String> missingScripts() {
    return Stream.of(annotation.scripts())
        .filter(name -> name.isEmpty() || loader().getResource(name) == null)
        .map(name -> "there is no script \"" + name + "\" on the class path.")
        .toList();
  }

  private ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? owner().getClassLoader() : context;
  }

  /**
   * Which of the containers it is a slice of.
   *
   * @param containers an inner class's after those of the classes around it
   * @throws IllegalArgumentException if none offers such slices, or several do
   */
  Declaration server(List<Declaration> containers) {
    String from = annotation.from();
    List<Declaration> named =
        containers.stream().filter(one -> from.isEmpty() || one.name().equals(from)).toList();
    if (named.isEmpty() && !from.isEmpty()) {
      throw new IllegalArgumentException(
          "from names \"" + from + "\", but the containers here are " + names(containers));
    }
    List<Declaration> offering = named.stream().filter(this::isOfferedBy).toList();
    if (offering.isEmpty()) {
      throw new IllegalArgumentException(noneOffers(from.isEmpty() ? containers : named));
    }
    List<String> names = names(offering);
    if (names.size() > 1) {
      throw new IllegalArgumentException(
          "these containers offer a "
              + type.getSimpleName()
              + ": "
              + names
              + "; say which with @Isolated(from = \""
              + names.get(0)
              + "\").");
    }
    return offering.get(offering.size() - 1);
  }

  private String noneOffers(List<Declaration> asked) {
    String offers =
        asked.isEmpty()
            ? "no container is declared here"
            : "no container here offers a "
                + type.getSimpleName()
                + ": "
                + String.join(", ", asked.stream().map(SliceDeclaration::offer).toList());
    return offers
        + "; declare one that does, such as @Container static PostgresContainer db for a"
        + " PostgresDatabase.";
  }

  private static String offer(Declaration container) {
    return container.name()
        + " offers "
        + SliceSpec.offeredBy(container.type()).map(Class::getSimpleName).orElse("none");
  }

  private boolean isOfferedBy(Declaration container) {
    return SliceSpec.offeredBy(container.type()).filter(type::equals).isPresent();
  }

  private static List<String> names(List<Declaration> containers) {
    return containers.stream().map(Declaration::name).distinct().toList();
  }
}
