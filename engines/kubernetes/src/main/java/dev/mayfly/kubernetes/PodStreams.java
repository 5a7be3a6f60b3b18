package dev.mayfly.kubernetes;

import dev.mayfly.engine.AttachedStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The standard streams of a pod's process as streams of Java. Its standard error comes with its
 * output.
 */
final class PodStreams implements AttachedStreams {

  private final PodSocket socket;
  private final Input stdin;
  private final Output output;

  PodStreams(PodSocket socket) {
    this.socket = socket;
    this.stdin = new Input(socket);
    this.output = new Output(socket);
  }

  @Override
  public OutputStream stdin() {
    return stdin;
  }

  @Override
  public InputStream output() {
    return output;
  }

  @Override
  public void close() {
    socket.close();
  }

  private static final class Input extends OutputStream {
    private final PodSocket socket;

    Input(PodSocket socket) {
      this.socket = socket;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      socket.send(Message.STDIN, bytes, offset, length);
    }
  }

  /** One thread reads. */
  private static final class Output extends InputStream {
    private final PodSocket socket;
    private byte[] piece = new byte[0];
    private int next;
    private boolean ended;

    Output(PodSocket socket) {
      this.socket = socket;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (next == piece.length) {
        if (ended) {
          return -1;
        }
        receive();
      }
      int count = Math.min(length, piece.length - next);
      System.arraycopy(piece, next, bytes, offset, count);
      next += count;
      return count;
    }

    /** The status comes last. */
    private void receive() throws IOException {
      try {
        Message message = socket.next();
        ended = message.isEnd() || message.channel() == Message.STATUS;
        piece = ended ? new byte[0] : message.bytes();
        next = 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while reading from the pod", e);
      }
    }
  }
}
