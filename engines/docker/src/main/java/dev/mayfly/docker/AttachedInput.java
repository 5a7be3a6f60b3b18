package dev.mayfly.docker;

import java.io.IOException;
import java.io.OutputStream;

/** A container's standard input; closing it is its end of file and leaves its output open. */
final class AttachedInput extends OutputStream {

  private final Hijacked connection;

  AttachedInput(Hijacked connection) {
    this.connection = connection;
  }

  @Override
  public void write(int value) throws IOException {
    connection.output().write(value);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    connection.output().write(source, offset, length);
  }

  @Override
  public void close() throws IOException {
    connection.endOutput();
  }
}
