package dev.mayfly.kubernetes;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Tells that a program reads no more from what goes wrong with what it is to read. */
final class ToProgram extends FilterOutputStream {

  ToProgram(OutputStream out) {
    super(out);
  }

  /** The program has ended. */
  static final class Ended extends IOException {
    private static final long serialVersionUID = 1;

    Ended(IOException cause) {
      super(cause);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new Ended(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw new Ended(e);
    }
  }
}
