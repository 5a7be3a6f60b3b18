package dev.mayfly.docker;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** Who learns that something came over a socket, and why it was given up, if it was. */
final class Fate {

  private final Runnable listener;
  private volatile @Nullable String reason;

  /**
   * @param listener runs for all that comes, on the thread that reads
   */
  Fate(Runnable listener) {
    this.listener = listener;
  }

  void heard() {
    listener.run();
  }

  /** The socket is going to be closed for a reason. */
  void givenUp(String why) {
    reason = why;
  }

  /** What to throw for a failure of the socket. */
  IOException explain(IOException failure) {
    String why = reason;
    if (why == null || failure instanceof ClosedByInterruptException) {
      return failure;
    }
    SocketTimeoutException explained = new SocketTimeoutException(why);
    explained.initCause(failure);
    return explained;
  }
}
