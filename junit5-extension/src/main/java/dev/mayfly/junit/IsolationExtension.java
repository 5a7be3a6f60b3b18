package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
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

  /** Those of a matrix come with each of its passes. */
  @Override
  public void beforeAll(ExtensionContext context) {
    if (!MatrixCell.isAhead(context)) {
      fillStatics(context);
    }
  }

  /** Makes the slices of static fields. */
  static void fillStatics(ExtensionContext context) {
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
    InstanceContext.requireOwn(context, test);
    Scope scope = Scopes.of(test);
    scope.requireRight();
    IsolatedDeclaration isolated = IsolatedDeclaration.of(context.getParameter()).orElseThrow();
    if (MatrixCell.isAhead(test)) {
      throw new DeclarationException(
          "Wrong declaration, "
              + isolated.place()
              + ": the containers of a @ContainerMatrix are there in its passes, which begin after"
              + " this. Ask for the slice in a static field, a test or a @BeforeEach method.");
    }
    Stream.of(context.getDeclaringExecutable().getParameters())
        .filter(beside -> Declarations.of(beside).isPresent())
        .findFirst()
        .ifPresent(beside -> Intake.parameter(beside, scope));
    return scope.slices().parameter(isolated, nameOf(test));
  }

  private static String nameOf(ExtensionContext context) {
    List<String> names =
        context.getTestMethod().isPresent()
            ? List.of("the test", context.getRequiredTestClass().getSimpleName())
            : List.of("the class");
    return String.join(" ", names) + (names.size() > 1 ? "." : " ") + context.getDisplayName();
  }
}
