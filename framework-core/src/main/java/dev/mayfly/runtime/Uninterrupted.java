package dev.mayfly.runtime;

import java.util.function.Supplier;

/**
 * Lets a thread that was interrupted do what may not be left undone. An engine can't be asked by an
 * interrupted thread, so the interrupt waits meanwhile.
 */
final class Uninterrupted {

  private Uninterrupted() {}

  static void run(Runnable work) {
    get(
        () -> {
          work.run();
          return "";
        });
  }

  static <T> T get(Supplier<T> work) {
    boolean interrupted = Thread.interrupted();
    try {
      return work.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
