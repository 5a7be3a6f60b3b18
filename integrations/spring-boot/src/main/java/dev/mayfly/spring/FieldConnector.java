package dev.mayfly.spring;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Connects a test context to handles in fields. It is a part of the key of Spring's cache of
 * contexts, and equal to those that are connected to the very same containers. Thread-safe.
 */
final class FieldConnector implements ContextCustomizer {

  private final List<Connected> fields;
  private @Nullable Set<String> containers;

  FieldConnector(List<Connected> fields) {
    this.fields = fields;
  }

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    if (AotDetector.useGeneratedArtifacts()) {
      return;
    }
    containers();
    DetailsBeans beans =
        new DetailsBeans(
            (BeanDefinitionRegistry) context.getBeanFactory(), Connections.ofThisClassPath());
    fields.forEach(beans::add);
    context.getBeanFactory().registerSingleton(ContextEnd.NAME, new ContextEnd(fields));
  }

  /**
   * What tells contexts apart, asked once: when the context is made or looked for, its class's
   * containers run, and later they may be gone. What is processed ahead of time gets none.
   */
  private synchronized Set<String> containers() {
    Set<String> asked = containers;
    if (asked == null) {
      boolean isAhead = Boolean.getBoolean("spring.aot.processing");
      asked =
          fields.stream()
              .map(field -> isAhead ? field.place() : field.identity())
              .collect(Collectors.toUnmodifiableSet());
      containers = asked;
    }
    return asked;
  }

  private Set<String> kinds() {
    return fields.stream().map(Connected::kind).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FieldConnector that
        && (this == that
            || (kinds().equals(that.kinds()) && containers().equals(that.containers())));
  }

  /** Spring asks for it before the containers can be known. */
  @Override
  public int hashCode() {
    return kinds().hashCode();
  }
}
