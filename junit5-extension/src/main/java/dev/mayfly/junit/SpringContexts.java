package dev.mayfly.junit;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Which test classes Spring makes a context for. It keeps a context for all classes that configure
 * it alike, with the addresses that the first of them told it, and closes it when the JVM ends.
 *
 * <p>Its extension is known by name: whoever does not use Spring does not have it.
 */
final class SpringContexts {

  private static final String EXTENSION =
      "org.springframework.test.context.junit.jupiter.SpringExtension";

  private SpringContexts() {}

  static boolean hasOne(Class<?> testClass) {
    return AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class).stream()
        .flatMap(extensions -> Stream.of(extensions.value()))
        .anyMatch(extension -> extension.getName().equals(EXTENSION));
  }
}
