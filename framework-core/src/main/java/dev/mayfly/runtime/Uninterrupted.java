package dev.mayfly.runtime;

/**
 * Lets a thread that was interrupted do what may not be left undone. An engine can't be asked by an
 * interrupted thread, so the interrupt waits meanwhile.
 */
final class Uninterrupted {

  private Uninterrupted() {}

  static void run(Runnable work) {
    boolean interrupted = Thread.interrupted();
    try {
      work.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
