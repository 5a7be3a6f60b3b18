package dev.mayfly.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedFields;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import dev.mayfly.lifetime.DependencyCircles;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What a test class declares, with what it inherits from superclasses and interfaces.
 *
 * @param fields those of superclasses first
 * @param parameters those of methods and constructors
 */
record Declarations(List<Declaration> fields, List<Declaration> parameters) {

  static Declarations none() {
    return new Declarations(List.of(), List.of());
  }

  static Declarations of(Class<?> testClass) {
    List<Declaration> parameters =
        parametersOf(testClass).flatMap(parameter -> of(parameter).stream()).toList();
    return new Declarations(fieldsOf(testClass), parameters);
  }

  /** All parameters of its methods and constructors. */
  static Stream<Parameter> parametersOf(Class<?> testClass) {
    Stream<? extends Executable> methods =
        ReflectionSupport.streamMethods(
            testClass, method -> !method.isSynthetic(), HierarchyTraversalMode.TOP_DOWN);
    return Stream.concat(methods, Stream.of(testClass.getDeclaredConstructors()))
        .flatMap(executable -> Stream.of(executable.getParameters()));
  }

  /** Whether a class asks for slices of containers. */
  static boolean asksForSlices(Class<?> testClass) {
    return parametersOf(testClass).anyMatch(one -> isAnnotated(one, Isolated.class))
        || !findAnnotatedFields(testClass, Isolated.class).isEmpty();
  }

  static List<Declaration> fieldsOf(Class<?> testClass) {
    return ReflectionSupport.streamFields(testClass, field -> true, HierarchyTraversalMode.TOP_DOWN)
        .flatMap(
            field ->
                AnnotationSupport.findAnnotation(field, Container.class)
                    .map(
                        annotation -> Declaration.of(field, annotation, isCached(field, testClass)))
                    .stream())
        .toList();
  }

  private static boolean isCached(Field field, Class<?> testClass) {
    return Modifier.isStatic(field.getModifiers())
        && field.getDeclaringClass() != testClass
        && SpringContexts.hasOne(testClass);
  }

  static Optional<Declaration> of(Parameter parameter) {
    return AnnotationSupport.findAnnotation(parameter, Container.class)
        .map(annotation -> Declaration.of(parameter, annotation));
  }

  /** The same, with the fields of a class around this one put before its own. */
  Declarations within(Declarations around) {
    List<Declaration> all =
        Stream.concat(around.fields.stream(), fields.stream()).distinct().toList();
    return new Declarations(all, parameters);
  }

  /**
   * The last field of that name: an inner class's hides an outer one's, a subclass's its parent's.
   */
  Optional<Declaration> field(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .reduce((above, below) -> below);
  }

  /** What the field of that name waits for. */
  Optional<DependencyCircles.Node> node(String name) {
    return field(name).map(Declaration::node);
  }

  /** The names of all containers, or of all networks. */
  List<String> names(boolean networks) {
    return fields.stream()
        .filter(field -> field.isNetwork() == networks)
        .map(Declaration::name)
        .distinct()
        .toList();
  }
}
