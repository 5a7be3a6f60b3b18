package dev.mayfly.docker;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes that go over a wire, unbuffered. */
final class WireOutput extends OutputStream {

  private final Wire wire;
  private final Fate fate;
  private volatile boolean broken;

  WireOutput(Wire wire, Fate fate) {
    this.wire = wire;
    this.fate = fate;
  }

  /** Whether the other side has stopped to read. */
  boolean isBroken() {
    return broken;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    try {
      wire.write(source, offset, length);
    } catch (IOException e) {
      broken = true;
      throw fate.explain(e);
    }
  }
}
