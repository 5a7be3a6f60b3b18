package dev.mayfly.spring;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Connects a test context to handles in fields. It is a part of the key of Spring's cache of
 * contexts, and equal to those that are connected to the very same containers. Thread-safe.
 */
final class FieldConnector implements ContextCustomizer {

  private final List<Connected> fields;
  private final Set<String> kinds;
  private @Nullable Set<String> containers;

  FieldConnector(List<Connected> fields) {
    this.fields = fields;
    this.kinds = fields.stream().map(Connected::kind).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    DetailsBeans beans = new DetailsBeans(context.getBeanFactory(), Connections.ofThisClassPath());
    if (AheadOfTime.isGenerated()) {
      fields.forEach(beans::add);
      return;
    }
    fields.forEach(Connected::container);
    containers();
    fields.forEach(beans::add);
    ContextEnd end = new ContextEnd(fields, context::close);
    context.getBeanFactory().registerSingleton(ContextEnd.NAME, end);
    end.awaited();
  }

  /**
   * What tells contexts apart, or null while that is not known. It stays as it was first known:
   * when the context is made or looked for, its class's containers run, and later they may be gone.
   * While contexts are generated there are none, and the places of the fields tell.
   */
  private synchronized @Nullable Set<String> containers() {
    if (containers == null) {
      boolean isAhead = AheadOfTime.isGenerated();
      Set<String> known =
          fields.stream()
              .map(field -> isAhead ? Optional.of(field.generatedPlace()) : field.identity())
              .flatMap(Optional::stream)
              .collect(Collectors.toUnmodifiableSet());
      containers = known.size() == fields.size() ? known : null;
    }
    return containers;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FieldConnector that
        && (this == that || (kinds.equals(that.kinds) && isConnectedAs(that)));
  }

  /** Spring holds a lock over all contexts when it asks: nothing is waited for. */
  private boolean isConnectedAs(FieldConnector other) {
    Set<String> mine = containers();
    return mine != null && mine.equals(other.containers());
  }

  /** Spring asks for it before the containers can be known. */
  @Override
  public int hashCode() {
    return kinds.hashCode();
  }
}
