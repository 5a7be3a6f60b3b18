package dev.mayfly.junit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the slices that they declare with {@link Isolated}, right after {@link
 * MayflyExtension} has given them their containers. Keeps nothing itself.
 */
final class IsolationExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

  @Override
  public void beforeAll(ExtensionContext context) {
    Slices slices = Scopes.of(context).slices();
    IsolatedDeclaration.fieldsOf(context.getRequiredTestClass()).stream()
        .filter(IsolatedDeclaration::isStatic)
        .forEach(field -> slices.field(field, null, nameOf(context)));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Slices slices = Scopes.of(context).slices();
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      IsolatedDeclaration.fieldsOf(instance.getClass()).stream()
          .filter(field -> !field.isStatic())
          .forEach(field -> slices.field(field, instance, nameOf(context)));
    }
  }

  /** Makes constructors' parameters belong to the test. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(Isolated.class);
  }

  @Override
  public Object resolveParameter(ParameterContext context, ExtensionContext test) {
    Scope scope = Scopes.of(test);
    scope.requireRight();
    Stream.of(context.getDeclaringExecutable().getParameters())
        .filter(beside -> Declarations.of(beside).isPresent())
        .findFirst()
        .ifPresent(beside -> Intake.parameter(beside, scope));
    return scope
        .slices()
        .parameter(IsolatedDeclaration.of(context.getParameter()).orElseThrow(), nameOf(test));
  }

  private static String nameOf(ExtensionContext context) {
    List<String> names =
        context.getTestMethod().isPresent()
            ? List.of("the test", context.getRequiredTestClass().getSimpleName())
            : List.of("the class");
    return String.join(" ", names) + (names.size() > 1 ? "." : " ") + context.getDisplayName();
  }
}
