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

  ChannelInput(SocketChannel channel) {
    this.channel = channel;
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
    return channel.read(ByteBuffer.wrap(target, offset, Math.min(length, MOST_AT_ONCE)));
  }
}
