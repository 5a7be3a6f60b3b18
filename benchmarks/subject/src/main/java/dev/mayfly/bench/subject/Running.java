package dev.mayfly.bench.subject;

import java.io.IOException;

/** A container that was started and is ready; closing removes it. */
public interface Running extends AutoCloseable {

  String host();

  /** The port on {@link #host()} that leads to the service. */
  int port();

  @Override
  void close() throws IOException;
}
