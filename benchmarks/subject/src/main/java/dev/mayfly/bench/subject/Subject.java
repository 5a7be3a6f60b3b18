package dev.mayfly.bench.subject;

import java.io.IOException;

/** One of the sides that are compared: starts containers as its users do. Thread-safe. */
public interface Subject extends AutoCloseable {

  /** Starts a container and returns when it is ready by the side's own account. */
  Running start(Wanted wanted) throws Exception;

  @Override
  void close() throws IOException;
}
