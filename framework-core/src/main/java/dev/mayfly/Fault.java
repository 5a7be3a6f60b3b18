package dev.mayfly;

/** One of the {@link Faults} that hold. Thread-safe. */
@FunctionalInterface
public interface Fault extends AutoCloseable {

  /** Undoes the fault; pieces that it holds up go on at once. Closing twice does nothing. */
  @Override
  void close();
}
