package dev.mayfly.docker;

import java.io.IOException;
import java.io.InputStream;

/** The bytes that come over a wire; each arrival is a sign of life. */
final class WireInput extends InputStream {

  private final Wire wire;
  private final Fate fate;

  WireInput(Wire wire, Fate fate) {
    this.wire = wire;
    this.fate = fate;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      int read = wire.read(target, offset, length);
      if (read > 0) {
        fate.heard();
      }
      return read;
    } catch (IOException e) {
      throw fate.explain(e);
    }
  }
}
