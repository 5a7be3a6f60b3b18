package dev.mayfly.junit;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The image that a field's container has in one pass of a {@link ContainerMatrix}. */
record MatrixCell(String field, ImageName image) {

  static Optional<ContainerMatrix> matrixOf(Class<?> testClass) {
    return AnnotationSupport.findAnnotation(testClass, ContainerMatrix.class);
  }

  /** The pass that a context belongs to, or null. */
  static @Nullable MatrixCell of(ExtensionContext context) {
    return context.getStore(Run.NAMESPACE).get(MatrixCell.class, MatrixCell.class);
  }

  /** Whether a class's passes are still to come, so that its containers can't be described. */
  static boolean isAhead(ExtensionContext context) {
    return of(context) == null && matrixOf(context.getRequiredTestClass()).isPresent();
  }

  void keepIn(ExtensionContext context) {
    context.getStore(Run.NAMESPACE).put(MatrixCell.class, this);
  }

  /** The description with the pass's image, if it is that field's. */
  ContainerSpec addTo(ContainerSpec spec, Declaration declaration) {
    boolean mine = declaration.field().isPresent() && declaration.name().equals(field);
    return mine ? spec.image(image) : spec;
  }
}
