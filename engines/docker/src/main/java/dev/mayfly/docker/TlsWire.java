package dev.mayfly.docker;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * The bytes inside TLS. What TLS itself sends between, as the session tickets of TLS 1.3, is not
 * seen.
 */
final class TlsWire implements Wire {

  private static final int SHORTEST_MILLIS = 1;

  private final SocketChannel channel;
  private final SSLSocket socket;
  private final TlsFailure failure;
  private volatile boolean heard;

  /**
   * @param channel that TLS is spoken over
   * @param socket after its handshake
   */
  TlsWire(SocketChannel channel, SSLSocket socket, TlsFailure failure) {
    this.channel = channel;
    this.socket = socket;
    this.failure = failure;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      int read = socket.getInputStream().read(target, offset, length);
      heard |= read > 0;
      return read;
    } catch (IOException e) {
      throw told(e);
    }
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    try {
      socket.getOutputStream().write(source, offset, length);
    } catch (IOException e) {
      throw told(e);
    }
  }

  private IOException told(IOException e) {
    if (!channel.isOpen()) {
      return closed(e);
    }
    if (e instanceof SSLException refused) {
      return failure.explain(refused);
    }
    return heard ? e : failure.hungUp(e);
  }

  /** TLS tells in words of its own that its channel was closed, by an interrupt or otherwise. */
  static IOException closed(IOException e) {
    IOException closed =
        Thread.currentThread().isInterrupted()
            ? new ClosedByInterruptException()
            : new AsynchronousCloseException();
    closed.initCause(e);
    return closed;
  }

  @Override
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Only reading tells: what waits in the socket may be TLS's own. */
  @Override
  public boolean isQuiet() throws IOException {
    socket.setSoTimeout(SHORTEST_MILLIS);
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException nothing) {
      return true;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  /** At once, and without a farewell: a thread that writes could hold that up. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
