package dev.mayfly.junit;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceSlot.Made;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slices of one container: some of those that tests have asked for before are kept ready, and
 * those given back are dropped, both in the background. Thread-safe.
 */
final class SliceShop<S extends Slice> {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.isolation");

  private final RunningContainer container;
  private final SliceMaker<S> maker;
  private final int ahead;
  private final Executor threads;
  private final Map<Object, Shelf> shelves = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * A shop with nothing ready.
   *
   * @param ahead how many of each content are kept ready
   */
  SliceShop(RunningContainer container, SliceMaker<S> maker, int ahead, Executor threads) {
    this.container = container;
    this.maker = maker;
    this.ahead = ahead;
    this.threads = threads;
  }

  /** Slices of equal content. */
  private static final class Shelf {
    final Queue<String> ready = new ConcurrentLinkedQueue<>();

    /** How many are ready or being made. */
    final AtomicInteger stock = new AtomicInteger();
  }

  @SuppressWarnings("unchecked") // the declaration's type was compared with what the handle offers
  private S described(Slice description) {
    return (S) description;
  }

  /** What a fresh slice would hold. */
  Object content(Slice description) {
    return maker.content(described(description));
  }

  /**
   * A fresh slice.
   *
   * @param place what messages call the declaration
   * @throws MayflyException if it can't be made
   */
  Made take(Slice description, String place) {
    S wish = described(description);
    Shelf shelf = shelves.computeIfAbsent(maker.content(wish), content -> new Shelf());
    String ready = shelf.ready.poll();
    if (ready != null) {
      shelf.stock.decrementAndGet();
    }
    String name = ready == null ? makeNow(wish, place) : ready;
    restock(shelf, wish);
    return new Made(container, name);
  }

  private String makeNow(S wish, String place) {
    try {
      return maker.make(wish);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      String problem = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new MayflyException(
          "Can't make the %s of %s in container %s%s: %s"
              .formatted(
                  wish.getClass().getSimpleName(), place, container.name(), state(), problem),
          e);
    }
  }

  private String state() {
    try {
      return container.isRunning() ? "" : ", which no longer runs";
    } catch (MayflyException e) {
      return ", which is gone";
    }
  }

  private void restock(Shelf shelf, S wish) {
    while (!closed && shelf.stock.getAndUpdate(stock -> Math.min(ahead, stock + 1)) < ahead) {
      inBackground(
          () -> {
            try {
              shelf.ready.add(maker.make(wish));
            } catch (Exception e) {
              shelf.stock.decrementAndGet();
              LOG.debug("No {} could be prepared", wish.getClass().getSimpleName(), e);
            }
          });
    }
  }

  /** Drops a slice in the background. */
  void giveBack(Made slice) {
    inBackground(
        () -> {
          try {
            maker.drop(slice.name());
          } catch (Exception e) {
            if (!closed) {
              LOG.warn(
                  "{} was not dropped in {}: {}", slice.name(), container.name(), e.toString());
            }
          }
        });
  }

  private void inBackground(Runnable task) {
    if (closed) {
      return;
    }
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("The run is over; the container's removal drops its slices", e);
    }
  }

  /** The container is to be removed, and all slices with it. */
  void close() {
    closed = true;
    maker.close();
  }
}
