package dev.mayfly.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The standard streams of a container that somebody is attached to: what is written to its input is
 * kept until its program reads, what it writes until the other end reads. Thread-safe.
 */
final class MemoryStreams implements AttachedStreams {

  private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
  private final Deque<byte[]> written = new ArrayDeque<>();
  private boolean inputEnded;
  private boolean outputEnded;
  private boolean attached;
  private Consumer<byte[]> reader = bytes -> unread.writeBytes(bytes);
  private Runnable readerEnd = () -> {};

  /** Streams of a container whose input is not open: it is at its end from the start. */
  static MemoryStreams closed() {
    MemoryStreams streams = new MemoryStreams();
    streams.endInput();
    return streams;
  }

  /** For the program: all that comes in, and its end. */
  void read(Consumer<byte[]> bytes, Runnable end) {
    byte[] early;
    boolean ended;
    synchronized (this) {
      early = unread.toByteArray();
      unread.reset();
      reader = bytes;
      readerEnd = end;
      ended = inputEnded;
    }
    if (early.length > 0) {
      bytes.accept(early);
    }
    if (ended) {
      end.run();
    }
  }

  /** From now on what the program writes is kept for a reader. */
  synchronized MemoryStreams attach() {
    attached = true;
    return this;
  }

  /** For the program: writes to those who are attached. */
  synchronized void write(byte[] bytes) {
    if (attached) {
      written.add(bytes);
      notifyAll();
    }
  }

  /** For the program: it has ended. */
  synchronized void endOutput() {
    outputEnded = true;
    notifyAll();
  }

  @Override
  public OutputStream stdin() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        input(java.util.Arrays.copyOfRange(bytes, offset, offset + length));
      }

      @Override
      public void close() {
        endInput();
      }
    };
  }

  private void input(byte[] bytes) throws IOException {
    Consumer<byte[]> to;
    synchronized (this) {
      if (inputEnded) {
        throw new IOException("The standard input is closed.");
      }
      to = reader;
    }
    to.accept(bytes);
  }

  private void endInput() {
    Runnable end;
    synchronized (this) {
      end = inputEnded ? () -> {} : readerEnd;
      inputEnded = true;
    }
    end.run();
  }

  @Override
  public InputStream output() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return take(buffer, offset, length);
      }
    };
  }

  private synchronized int take(byte[] buffer, int offset, int length) throws IOException {
    while (written.isEmpty() && !outputEnded) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while reading.", e);
      }
    }
    byte[] next = written.poll();
    if (next == null) {
      return -1;
    }
    int count = Math.min(length, next.length);
    System.arraycopy(next, 0, buffer, offset, count);
    if (count < next.length) {
      written.addFirst(java.util.Arrays.copyOfRange(next, count, next.length));
    }
    return count;
  }

  @Override
  public void close() {
    endInput();
    endOutput();
  }
}
