package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a class once for each image of its {@link ContainerMatrix}. */
final class MatrixInvocations
    implements ClassTemplateInvocationContextProvider, BeforeClassTemplateInvocationCallback {

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return MatrixCell.matrixOf(context.getRequiredTestClass()).isPresent();
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    Class<?> testClass = context.getRequiredTestClass();
    ContainerMatrix matrix = MatrixCell.matrixOf(testClass).orElseThrow();
    List<String> problems = problems(matrix, Declarations.of(testClass));
    if (!problems.isEmpty()) {
      throw new DeclarationException(
          "Wrong @ContainerMatrix on "
              + testClass.getSimpleName()
              + ": "
              + String.join(" ", problems));
    }
    return Stream.of(matrix.images()).map(image -> invocation(matrix.field(), image));
  }

  private static List<String> problems(ContainerMatrix matrix, Declarations declarations) {
    Stream.Builder<String> problems = Stream.builder();
    Optional<Declaration> field = declarations.field(matrix.field());
    if (field.filter(found -> !found.isNetwork()).isEmpty()) {
      problems.add(
          "field names \""
              + matrix.field()
              + "\", but the containers here are "
              + declarations.names(false)
              + ".");
    }
    if (matrix.images().length == 0) {
      problems.add("images names none; name at least one.");
    }
    Set<String> seen = new LinkedHashSet<>();
    for (String image : matrix.images()) {
      if (!seen.add(image)) {
        problems.add("images names \"" + image + "\" twice.");
      }
      try {
        ImageName.parse(image);
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    return problems.build().toList();
  }

  private static ClassTemplateInvocationContext invocation(String field, String image) {
    return new ClassTemplateInvocationContext() {
      @Override
      public String getDisplayName(int invocationIndex) {
        return field + " = " + image;
      }

      @Override
      public void prepareInvocation(ExtensionContext context) {
        MatrixCell.begin(context, field, image);
      }
    };
  }

  @Override
  public void beforeClassTemplateInvocation(ExtensionContext context) {
    TestScope scope = TestScopes.of(context);
    scope.scope().enterOnce();
    scope.start();
    SliceExtension.fillStatics(context);
  }
}
