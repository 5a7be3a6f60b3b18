package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;

/**
 * Cuts short what the thread that made it does with sockets, those among them that are still being
 * opened, which nobody else knows to close. Closing it from another thread is the cut.
 */
final class Cutoff implements Closeable {

  private final Thread thread = Thread.currentThread();
  private final Closeable sockets;
  private boolean isOver;
  private boolean isCut;

  Cutoff(Closeable sockets) {
    this.sockets = sockets;
  }

  /** Sockets that are open are closed first: what they end with tells more than an interrupt. */
  @Override
  public void close() throws IOException {
    if (begin()) {
      sockets.close();
      interrupt();
    }
  }

  private synchronized boolean begin() {
    isCut = !isOver;
    return isCut;
  }

  private synchronized void interrupt() {
    if (!isOver) {
      thread.interrupt();
    }
  }

  /** Its own thread has done what it did; tells whether it was cut short. */
  @SuppressWarnings("CheckReturnValue") // the interrupt was ours, and is taken back
  synchronized boolean end() {
    isOver = true;
    if (isCut) {
      Thread.interrupted();
    }
    return isCut;
  }
}
