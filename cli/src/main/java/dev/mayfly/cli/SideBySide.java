package dev.mayfly.cli;

import dev.mayfly.MayflyException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Does something with several things at once, and tells what came of each in their order. */
final class SideBySide {

  /** Engines fetch three layers of an image at once; more images than that only share the line. */
  private static final int AT_ONCE = 4;

  private SideBySide() {}

  /**
   * Does it.
   *
   * @param done gets each thing with its result
   * @param failed gets each thing that failed, with the failure's words
   */
  static <T, R> void each(
      Collection<T> things,
      Function<T, R> work,
      BiConsumer<T, R> done,
      BiConsumer<T, String> failed) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<T> order = List.copyOf(things);
      List<Future<R>> results = new ArrayList<>();
      order.forEach(thing -> results.add(threads.submit(() -> work.apply(thing))));
      for (int i = 0; i < order.size(); i++) {
        take(order.get(i), results.get(i), done, failed);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T, R> void take(
      T thing, Future<R> result, BiConsumer<T, R> done, BiConsumer<T, String> failed) {
    try {
      done.accept(thing, result.get());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof MayflyException failure)) {
        throw new IllegalStateException(e.getCause());
      }
      failed.accept(thing, String.valueOf(failure.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted.", e);
    }
  }
}
