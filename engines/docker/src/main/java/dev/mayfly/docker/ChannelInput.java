package dev.mayfly.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The bytes that a socket receives, read without the lock that the JDK's own stream shares between
 * readers and writers.
 */
final class ChannelInput extends InputStream {

  private static final int MOST_AT_ONCE = 64 * 1024;

  private final SocketChannel channel;
  private final Fate fate;

  ChannelInput(SocketChannel channel, Fate fate) {
    this.channel = channel;
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
      int read = channel.read(ByteBuffer.wrap(target, offset, Math.min(length, MOST_AT_ONCE)));
      if (read > 0) {
        fate.heard();
      }
      return read;
    } catch (IOException e) {
      throw fate.explain(e);
    }
  }
}
