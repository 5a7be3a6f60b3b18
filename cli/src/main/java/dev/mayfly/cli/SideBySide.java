package dev.mayfly.cli;

import dev.mayfly.MayflyException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Does something with several things at once, and tells what came of each in their order. */
final class SideBySide {

  /** Engines fetch three layers of an image at once; more images than that only share the line. */
  private static final int AT_ONCE = 4;

  private SideBySide() {}

  /**
   * Does it.
   *
   * @param done tells of each thing what its result is
   * @return whether none failed
   */
  static <T, R> boolean each(
      Collection<T> things, Function<T, R> work, BiFunction<T, R, String> done, Output output) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<T> order = List.copyOf(things);
      List<Future<R>> results = new ArrayList<>();
      order.forEach(thing -> results.add(threads.submit(() -> work.apply(thing))));
      boolean isWell = true;
      for (int i = 0; i < order.size(); i++) {
        isWell &= take(order.get(i), results.get(i), done, output);
      }
      return isWell;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T, R> boolean take(
      T thing, Future<R> result, BiFunction<T, R, String> done, Output output) {
    try {
      output.line(done.apply(thing, result.get()));
      return true;
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof MayflyException failure)) {
        throw new IllegalStateException(e.getCause());
      }
      output.styled("fg(red)", "failed", " " + failure.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted.", e);
    }
  }
}
