package dev.mayfly.junit;

import dev.mayfly.DeclarationException;
import org.junit.jupiter.api.extension.Extension;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Refuses a {@link ContainerMatrix} where JUnit has no class templates.
 *
 * <p>It is registered before {@link MatrixInvocations}, which cannot even be loaded there.
 */
final class NoClassTemplates implements Extension {

  NoClassTemplates() {
    String classTemplate = "org.junit.jupiter.api.ClassTemplate";
    if (ReflectionSupport.tryToLoadClass(classTemplate).toOptional().isEmpty()) {
      throw new DeclarationException("@ContainerMatrix needs JUnit 5.13 or later.");
    }
  }
}
