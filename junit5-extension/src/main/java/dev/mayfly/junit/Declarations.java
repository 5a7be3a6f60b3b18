package dev.mayfly.junit;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * All that a test class declares, with what it inherits from superclasses and interfaces.
 *
 * @param fields those of superclasses first
 * @param parameters those of methods and constructors
 */
record Declarations(List<Declaration> fields, List<Declaration> parameters) {

  static Declarations of(Class<?> testClass) {
    return new Declarations(fieldsOf(testClass), parametersOf(testClass));
  }

  private static List<Declaration> fieldsOf(Class<?> type) {
    return AnnotationSupport.findAnnotatedFields(
            type, Container.class, field -> true, HierarchyTraversalMode.TOP_DOWN)
        .stream()
        .flatMap(
            field ->
                AnnotationSupport.findAnnotation(field, Container.class)
                    .map(annotation -> Declaration.of(field, annotation))
                    .stream())
        .toList();
  }

  private static List<Declaration> parametersOf(Class<?> type) {
    Stream<? extends Executable> methods =
        ReflectionSupport.streamMethods(
            type, method -> !method.isSynthetic(), HierarchyTraversalMode.TOP_DOWN);
    return Stream.concat(methods, Stream.of(type.getDeclaredConstructors()))
        .flatMap(executable -> Stream.of(executable.getParameters()))
        .flatMap(Declarations::ofParameter)
        .toList();
  }

  private static Stream<Declaration> ofParameter(Parameter parameter) {
    Optional<Container> annotation =
        AnnotationSupport.findAnnotation(parameter, Container.class);
    return annotation.map(found -> Declaration.of(parameter, found)).stream();
  }

  List<Declaration> statics() {
    return fields.stream().filter(Declaration::isStatic).toList();
  }

  /** The instance fields that an object of a class has, given that the class is one of these. */
  List<Declaration> instanceFields() {
    return fields.stream().filter(field -> !field.isStatic()).toList();
  }
}
