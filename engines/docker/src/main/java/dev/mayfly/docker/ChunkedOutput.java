package dev.mayfly.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a request's body of unknown length as chunks, one for each write of some size. */
final class ChunkedOutput extends OutputStream {

  private static final byte[] LINE_END = {'\r', '\n'};

  private final OutputStream out;
  private final byte[] pending = new byte[16 * 1024];
  private int count;

  ChunkedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (length > pending.length - count) {
      flush();
    }
    if (length > pending.length) {
      chunk(source, offset, length);
    } else {
      System.arraycopy(source, offset, pending, count, length);
      count += length;
    }
  }

  @Override
  public void flush() throws IOException {
    if (count > 0) {
      chunk(pending, 0, count);
      count = 0;
    }
    out.flush();
  }

  private void chunk(byte[] source, int offset, int length) throws IOException {
    out.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
    out.write(LINE_END);
    out.write(source, offset, length);
    out.write(LINE_END);
  }

  /** Writes the chunk that says that there are no more. */
  void end() throws IOException {
    flush();
    chunk(pending, 0, 0);
    out.flush();
  }
}
