package dev.mayfly.spring;

import java.util.List;

/**
 * What a test context has to know of its end: the containers that it must be closed before.
 *
 * <p>A bean of the context. Thread-safe.
 */
final class ContextEnd {

  static final String NAME = "mayflyContextEnd";

  private final List<Connected> fields;
  private volatile Runnable closing;

  /**
   * @param closing closes it, for as long as nobody knows better
   */
  ContextEnd(List<Connected> fields, Runnable closing) {
    this.fields = fields;
    this.closing = closing;
  }

  /** Lets the context be closed before the first of its containers goes. */
  void awaited() {
    fields.forEach(field -> field.container().beforeEnd(() -> closing.run()));
  }

  /** Lets it be closed in this way. */
  void by(Runnable better) {
    closing = better;
  }

  /** Whether it ends when this class's tests are over. */
  boolean isWith(Class<?> testClass) {
    return fields.stream().anyMatch(field -> field.goesWith(testClass));
  }
}
