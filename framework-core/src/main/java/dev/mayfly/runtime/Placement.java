package dev.mayfly.runtime;

import java.util.function.Consumer;

/**
 * Where containers that have to be together start. Until it is closed its engine counts them as
 * being started. Closing twice does nothing. Thread-safe.
 */
public final class Placement implements AutoCloseable {

  private final String engine;
  private final Consumer<Placement> forget;

  Placement(String engine, Consumer<Placement> forget) {
    this.engine = engine;
    this.forget = forget;
  }

  /** The engine's name. */
  public String engine() {
    return engine;
  }

  /** They run, or will not. */
  @Override
  public void close() {
    forget.accept(this);
  }
}
