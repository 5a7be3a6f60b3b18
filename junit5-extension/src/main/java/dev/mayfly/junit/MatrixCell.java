package dev.mayfly.junit;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The image that a field's container has in one pass of a {@link ContainerMatrix}.
 *
 * @param testClass the class that has the passes
 * @param around the pass of a class around it, or null
 */
record MatrixCell(Class<?> testClass, String field, ImageName image, @Nullable MatrixCell around) {

  static Optional<ContainerMatrix> matrixOf(Class<?> testClass) {
    return AnnotationSupport.findAnnotation(testClass, ContainerMatrix.class);
  }

  /** The pass that a context belongs to, or null. */
  static @Nullable MatrixCell of(ExtensionContext context) {
    return context.getStore(Run.NAMESPACE).get(MatrixCell.class, MatrixCell.class);
  }

  /** Whether a class's passes are still to come, so that its containers can't be described. */
  static boolean isAhead(ExtensionContext context) {
    Class<?> testClass = context.getRequiredTestClass();
    MatrixCell cell = of(context);
    return matrixOf(testClass).isPresent() && (cell == null || !cell.testClass.equals(testClass));
  }

  /** A pass begins in a context. */
  static void begin(ExtensionContext context, String field, String image) {
    MatrixCell cell =
        new MatrixCell(context.getRequiredTestClass(), field, ImageName.parse(image), of(context));
    context.getStore(Run.NAMESPACE).put(MatrixCell.class, cell);
  }

  /** The description with the pass's image, if it is that field's. */
  ContainerSpec addTo(ContainerSpec spec, Declaration declaration) {
    boolean mine =
        declaration.field().isPresent()
            && declaration.name().equals(field)
            && declaration.owner().isAssignableFrom(testClass);
    if (mine) {
      return spec.image(image);
    }
    return around == null ? spec : around.addTo(spec, declaration);
  }
}
