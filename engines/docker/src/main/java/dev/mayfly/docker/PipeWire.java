package dev.mayfly.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousByteChannel;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a pipe whose two directions don't wait for one another.
 *
 * <p>What was asked to be read can't be taken back. So there is one reading under way at most, into
 * a buffer of its own; a look whether the pipe is quiet leaves it to the next who reads. The end of
 * a pipe is an error to Windows, in words of the user's language: one that this side did not cause
 * counts as the end.
 */
final class PipeWire implements Wire {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SHORTEST_MILLIS = 1;

  private final AsynchronousByteChannel pipe;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
  private @Nullable Future<Integer> reading; // of the thread that reads alone
  private volatile @Nullable String closedFor;

  PipeWire(AsynchronousByteChannel pipe) {
    this.pipe = pipe;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if ((reading != null || !buffer.hasRemaining()) && !fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  /** Whether there is more. */
  private boolean fill() throws IOException {
    int count;
    try {
      count = await(reading());
    } catch (IOException e) {
      if (!pipe.isOpen()) {
        throw e;
      }
      count = -1;
    }
    reading = null;
    buffer.flip();
    return count > 0;
  }

  private Future<Integer> reading() {
    Future<Integer> known = reading;
    if (known == null) {
      known = pipe.read(buffer.clear());
      reading = known;
    }
    return known;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(source, offset, length);
    while (rest.hasRemaining()) {
      await(pipe.write(rest));
    }
  }

  /** An interrupt ends the pipe, as it ends a socket. */
  private int await(Future<Integer> transfer) throws IOException {
    try {
      return transfer.get();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw caused(new ClosedByInterruptException(), e);
    } catch (ExecutionException e) {
      throw pipe.isOpen() ? new IOException(words(e), e) : closed(e);
    }
  }

  private IOException closed(ExecutionException e) {
    String why = closedFor;
    return why == null ? caused(new AsynchronousCloseException(), e) : new IOException(why, e);
  }

  private static String words(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null ? "the pipe is broken" : String.valueOf(cause.getMessage());
  }

  private static IOException caused(IOException failure, Exception cause) {
    failure.initCause(cause);
    return failure;
  }

  /**
   * Ends the whole, with the reason for who reads: between engines and their clients an empty
   * message stands for the end, and the JDK sends none.
   */
  @Override
  public void endOutput() throws IOException {
    closedFor =
        "over a named pipe an input has no end. Let the engine listen on a port, tcp://host:port,"
            + " for commands that read to the end of theirs";
    close();
  }

  @Override
  public boolean isQuiet() throws IOException {
    if (reading == null && buffer.hasRemaining()) {
      return false;
    }
    try {
      reading().get(SHORTEST_MILLIS, TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException nothing) {
      return pipe.isOpen();
    } catch (ExecutionException ended) {
      return false;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw caused(new ClosedByInterruptException(), e);
    }
  }

  @Override
  public void close() throws IOException {
    pipe.close();
  }
}
