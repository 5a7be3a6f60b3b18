package dev.mayfly.docker;

import java.io.IOException;
import java.nio.channels.AsynchronousByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Opens connections over a named pipe. Each takes an instance that the server has made; while all
 * are taken, Windows says "busy", and a moment later there is one.
 *
 * @param pipe its path, as the system writes it
 * @param opener of one end
 * @param patience with a pipe that is busy
 */
record PipeDialer(Path pipe, Opener opener, Duration patience) implements Dialer {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 10;

  /** Opens this side's end of a pipe. */
  @FunctionalInterface
  interface Opener {
    AsynchronousByteChannel open(Path pipe) throws IOException;
  }

  PipeDialer(Path pipe, Opener opener) {
    this(pipe, opener, PATIENCE);
  }

  @Override
  public Wire dial() throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return new PipeWire(opener.open(pipe));
      } catch (NoSuchFileException e) {
        throw told("there is no such pipe: no engine runs. Start it, such as Docker Desktop", e);
      } catch (AccessDeniedException e) {
        throw told(
            "permission denied. Let an administrator add you to the group that may use it (\"net"
                + " localgroup docker-users NAME /add\"), and log in again",
            e);
      } catch (FileSystemException e) {
        if (System.nanoTime() > end) {
          throw told("it has been busy for " + Limits.words(patience) + ": " + e.getReason(), e);
        }
        pause();
      }
    }
  }

  private static IOException told(String words, FileSystemException cause) {
    return new IOException(words, cause);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ClosedByInterruptException interrupted = new ClosedByInterruptException();
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
