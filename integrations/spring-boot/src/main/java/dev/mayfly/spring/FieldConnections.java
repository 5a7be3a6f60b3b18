package dev.mayfly.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/** Lets Spring's test contexts know the handles in the fields of their test classes. */
final class FieldConnections implements ContextCustomizerFactory {

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    List<Connected> fields = ConnectedFields.of(testClass);
    return fields.isEmpty() ? null : new FieldConnector(fields);
  }
}
