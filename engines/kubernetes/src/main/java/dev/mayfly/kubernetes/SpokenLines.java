package dev.mayfly.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Lines that one thread says and another one reads as a stream. */
final class SpokenLines extends InputStream {

  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
  private byte[] line = new byte[] {};
  private int next;
  private boolean ended;

  void say(String text) {
    lines.add((text.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void end() {
    lines.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (next == line.length && !ended && length > 0) {
      take();
    }
    int count = Math.min(length, line.length - next);
    System.arraycopy(line, next, bytes, offset, count);
    next += count;
    return count == 0 && length > 0 ? -1 : count;
  }

  private void take() throws IOException {
    try {
      line = lines.take();
      next = 0;
      ended = line.length == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a line", e);
    }
  }
}
