package dev.mayfly.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The bytes of a socket as they are, without the lock that the JDK's own streams share between
 * readers and writers.
 */
final class SocketWire implements Wire {

  private static final int MOST_AT_ONCE = 64 * 1024;

  private final SocketChannel channel;

  SocketWire(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(target, offset, Math.min(length, MOST_AT_ONCE)));
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, MOST_AT_ONCE);
      done += channel.write(ByteBuffer.wrap(source, offset + done, part));
    }
  }

  @Override
  public void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean isQuiet() throws IOException {
    channel.configureBlocking(false);
    int read = channel.read(ByteBuffer.allocate(1));
    channel.configureBlocking(true);
    return read == 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
