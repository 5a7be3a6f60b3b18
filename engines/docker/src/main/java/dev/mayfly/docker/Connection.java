package dev.mayfly.docker;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One socket to the engine, used by one exchange at a time.
 *
 * <p>Reading and writing may go on in two threads at once, and any thread may close it, which ends
 * both at once.
 */
final class Connection implements Closeable {

  private static final int BUFFER_BYTES = 32 * 1024;

  private final SocketChannel channel;
  private final Fate fate;
  private final InputStream input;
  private final ChannelOutput output;
  private boolean used;

  /**
   * @param listener runs for all that comes, on the thread that reads
   */
  Connection(SocketChannel channel, Runnable listener) {
    this.channel = channel;
    this.fate = new Fate(listener);
    this.input = new BufferedInputStream(new ChannelInput(channel, fate), BUFFER_BYTES);
    this.output = new ChannelOutput(channel, fate);
  }

  InputStream input() {
    return input;
  }

  /** Unbuffered. */
  OutputStream output() {
    return output;
  }

  /** Whether the engine has stopped to read. */
  boolean isOutputBroken() {
    return output.isBroken();
  }

  /** Whether an exchange went over it before. */
  boolean wasUsed() {
    return used;
  }

  void markUsed() {
    used = true;
  }

  /** Whether the engine still holds its end open and has sent nothing that was not asked for. */
  boolean isAlive() {
    try {
      if (input.available() > 0) {
        return false;
      }
      channel.configureBlocking(false);
      int read = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return read == 0;
    } catch (IOException broken) {
      return false;
    }
  }

  /** Ends what the engine reads, and leaves open what it writes. */
  void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  /** Closes it; who reads or writes gets the reason. */
  void giveUp(String reason) {
    fate.givenUp(reason);
    close();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the socket is given up either way
    }
  }
}
