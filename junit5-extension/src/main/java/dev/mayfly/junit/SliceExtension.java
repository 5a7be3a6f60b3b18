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
final class SliceExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

  /** Those of a matrix come with each of its passes. */
  @Override
  public void beforeAll(ExtensionContext context) {
    if (!TestScopes.isAheadOfMatrix(context)) {
      fillStatics(context);
    }
  }

  /** Makes the slices of static fields. */
  static void fillStatics(ExtensionContext context) {
    SliceFields slices = new SliceFields(TestScopes.of(context), nameOf(context));
    SliceDeclaration.fieldsOf(context.getRequiredTestClass()).stream()
        .filter(SliceDeclaration::isStatic)
        .forEach(field -> slices.field(field, null));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    SliceFields slices = new SliceFields(TestScopes.of(context), nameOf(context));
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      SliceDeclaration.fieldsOf(instance.getClass()).stream()
          .filter(field -> !field.isStatic())
          .forEach(field -> slices.field(field, instance));
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
    TestScope scope = TestScopes.of(test);
    scope.requireRight();
    SliceDeclaration declared = SliceDeclaration.of(context.getParameter()).orElseThrow();
    if (TestScopes.isAheadOfMatrix(test)) {
      throw new DeclarationException(
          "Wrong declaration, "
              + declared.place()
              + ": the containers of a @ContainerMatrix are there in its passes, which begin after"
              + " this. Ask for the slice in a static field, a test or a @BeforeEach method.");
    }
    Stream.of(context.getDeclaringExecutable().getParameters())
        .filter(beside -> Declarations.of(beside).isPresent())
        .findFirst()
        .ifPresent(beside -> Declaring.parameter(beside, scope));
    return scope.give(new SliceFields(scope, nameOf(test)).parameter(declared));
  }

  private static String nameOf(ExtensionContext context) {
    List<String> names =
        context.getTestMethod().isPresent()
            ? List.of("the test", context.getRequiredTestClass().getSimpleName())
            : List.of("the class");
    return String.join(" ", names) + (names.size() > 1 ? "." : " ") + context.getDisplayName();
  }
}
