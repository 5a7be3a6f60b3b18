package dev.mayfly.junit;

import java.lang.reflect.AnnotatedElement;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Tells what JUnit may skip, before it asks the conditions that decide it.
 *
 * @param harmless conditions that skip nothing if there is an engine
 */
record Conditions(Set<Class<?>> harmless) {

  /** Whether neither a class nor one around it has a condition. */
  boolean noneOn(Class<?> testClass) {
    Class<?> around = testClass.getEnclosingClass();
    return noneOn((AnnotatedElement) testClass) && (around == null || noneOn(around));
  }

  boolean noneOn(AnnotatedElement element) {
    return !AnnotationSupport.isAnnotated(element, Disabled.class)
        && AnnotationSupport.findRepeatableAnnotations(element, ExtendWith.class).stream()
            .flatMap(extensions -> Stream.of(extensions.value()))
            .filter(ExecutionCondition.class::isAssignableFrom)
            .allMatch(harmless::contains);
  }
}
