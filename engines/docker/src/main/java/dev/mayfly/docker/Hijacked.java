package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that has left HTTP: raw bytes both ways. One thread may read while another writes,
 * and any may close it, which ends both at once.
 *
 * @param connection the socket
 * @param response the engine's agreement, or its refusal
 */
record Hijacked(Connection connection, Response response) implements Closeable {

  boolean isAgreed() {
    return response.status() == 101 || response.status() == 200;
  }

  InputStream input() {
    return connection.input();
  }

  /** Unbuffered. */
  OutputStream output() {
    return connection.output();
  }

  /** Lets the other side read the end of its input, and leaves open what it writes. */
  void endOutput() throws IOException {
    connection.endOutput();
  }

  /** Lets the engine be silent, or stopped, for as long as the connection stands. */
  void unwatch() {
    response.unwatch().run();
  }

  @Override
  public void close() {
    response.close();
  }
}
