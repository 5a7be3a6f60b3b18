package dev.mayfly.docker;

import java.io.IOException;
import java.io.InputStream;

/** The content of all frames, one after the other. */
final class FramedInput extends InputStream {

  private final FrameReader frames;
  private byte[] bytes = new byte[0];
  private int position;

  FramedInput(FrameReader frames) {
    this.frames = frames;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0; // as readNBytes asks at its end
    }
    while (position == bytes.length) {
      Frame frame = frames.next();
      if (frame == null) {
        return -1;
      }
      bytes = frame.bytes();
      position = 0;
    }
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }
}
