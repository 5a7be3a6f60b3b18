package dev.mayfly.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The bytes that a socket sends, written without the lock that the JDK's own stream shares between
 * readers and writers.
 */
final class ChannelOutput extends OutputStream {

  private static final int MOST_AT_ONCE = 64 * 1024;

  private final SocketChannel channel;
  private final Fate fate;
  private volatile boolean broken;

  ChannelOutput(SocketChannel channel, Fate fate) {
    this.channel = channel;
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
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, MOST_AT_ONCE);
      try {
        done += channel.write(ByteBuffer.wrap(source, offset + done, part));
      } catch (IOException e) {
        broken = true;
        throw fate.explain(e);
      }
    }
  }
}
