package dev.mayfly.spring;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a test context has to know of its end: the containers that it must be closed before.
 *
 * <p>A bean of the context. Thread-safe.
 */
final class ContextEnd {

  static final String NAME = "mayflyContextEnd";

  private final List<Connected> fields;
  private final AtomicBoolean told = new AtomicBoolean();

  ContextEnd(List<Connected> fields) {
    this.fields = fields;
  }

  /** Lets the context be closed before the first of its containers goes; once for a context. */
  void before(Runnable closing) {
    if (told.compareAndSet(false, true)) {
      fields.forEach(field -> field.container().beforeEnd(closing));
    }
  }

  /** Whether it ends with the test class that it was made for. */
  boolean isWithClass() {
    return fields.stream().anyMatch(Connected::isSlice);
  }
}
