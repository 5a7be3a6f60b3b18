package dev.mayfly.lifetime;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceSlot.Made;
import dev.mayfly.runtime.MaskedFailure;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slices of one container: some of those that tests have asked for before are kept ready, and
 * those given back are dropped, both in the background. Thread-safe.
 */
final class SlicePool<S extends Slice> {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.isolation");

  private final RunningContainer container;
  private final SliceMaker<S> maker;
  private final int ahead;
  private final BackgroundWork background;
  private final Map<Object, Stock> stocks = new ConcurrentHashMap<>();

  /**
   * A pool with nothing ready.
   *
   * @param ahead how many of each content are kept ready
   */
  SlicePool(RunningContainer container, SliceMaker<S> maker, int ahead, Executor threads) {
    this.container = container;
    this.maker = maker;
    this.ahead = ahead;
    this.background = new BackgroundWork(threads);
  }

  /** Slices of equal content. */
  private static final class Stock {
    final Queue<String> ready = new ConcurrentLinkedQueue<>();

    /** How many are ready or being made. */
    final AtomicInteger number = new AtomicInteger();
  }

  @SuppressWarnings("unchecked") // the declaration's type was compared with what the handle offers
  private S described(Slice description) {
    return (S) description;
  }

  /**
   * What a fresh slice would hold.
   *
   * @param place what messages call the declaration
   * @throws MayflyException if the description can't be made
   */
  Object content(Slice description, String place) {
    try {
      return maker.content(described(description));
    } catch (RuntimeException e) {
      throw failed(container, description, place, e);
    }
  }

  /**
   * A fresh slice.
   *
   * @param content what it holds, as {@link #content} says
   * @param place what messages call the declaration
   * @throws MayflyException if it can't be made
   */
  Made take(Slice description, Object content, String place) {
    S wish = described(description);
    Stock stock = stocks.computeIfAbsent(content, fresh -> new Stock());
    String name = ready(stock);
    if (name == null) {
      name = makeNow(wish, place, stock);
    }
    restock(stock, wish);
    return new Made(container, name);
  }

  /** One that was made ahead and is still there, or null. */
  private @Nullable String ready(Stock stock) {
    for (String name = stock.ready.poll(); name != null; name = stock.ready.poll()) {
      stock.number.decrementAndGet();
      if (isThere(name)) {
        return name;
      }
    }
    return null;
  }

  private boolean isThere(String name) {
    try {
      boolean there = maker.isThere(name);
      if (!there) {
        giveBack(new Made(container, name));
      }
      return there;
    } catch (Exception e) {
      keepInterrupt(e);
      LOG.debug("{} counts as lost", name, shown(container, e));
      return false;
    }
  }

  private String makeNow(S wish, String place, Stock stock) {
    try {
      return maker.make(wish);
    } catch (Exception e) {
      String other = keepInterrupt(e) || !background.awaitAll() ? null : anotherTry(wish, stock, e);
      if (other == null) {
        throw failed(container, wish, place, e);
      }
      return other;
    }
  }

  /** What was dropped meanwhile may have made room. */
  private @Nullable String anotherTry(S wish, Stock stock, Exception failure) {
    String ready = ready(stock);
    if (ready != null) {
      return ready;
    }
    try {
      return maker.make(wish);
    } catch (Exception e) {
      keepInterrupt(e);
      failure.addSuppressed(e);
      return null;
    }
  }

  private static boolean keepInterrupt(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return e instanceof InterruptedException;
  }

  /** Says of which declaration, in which container, and whether that is alive at all. */
  static MayflyException failed(RunningContainer container, Slice wish, String place, Exception e) {
    Throwable cause = shown(container, e);
    String problem = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new MayflyException(
        "Can't make the %s of %s in container %s%s: %s"
            .formatted(
                wish.getClass().getSimpleName(),
                place,
                container.name(),
                state(container),
                problem),
        cause);
  }

  private static Throwable shown(RunningContainer container, Exception e) {
    return MaskedFailure.ofAny(e, container.spec().secrets());
  }

  private static String state(RunningContainer container) {
    try {
      return container.isRunning() ? "" : ", which no longer runs";
    } catch (MayflyException e) {
      return ", which is gone";
    }
  }

  private void restock(Stock stock, S wish) {
    while (!background.isClosed()
        && stock.number.getAndUpdate(number -> Math.min(ahead, number + 1)) < ahead) {
      background.run(
          () -> {
            try {
              stock.ready.add(maker.make(wish));
            } catch (Exception e) {
              stock.number.decrementAndGet();
              LOG.debug(
                  "No {} could be prepared", wish.getClass().getSimpleName(), shown(container, e));
            }
          });
    }
  }

  /** Drops a slice in the background. */
  void giveBack(Made slice) {
    background.run(
        () -> {
          try {
            maker.drop(slice.name());
          } catch (Exception e) {
            if (!background.isClosed()) {
              LOG.warn(
                  "{} was not dropped in {}: {}",
                  slice.name(),
                  container.name(),
                  shown(container, e).toString());
            }
          }
        });
  }

  /** The container is to be removed, and all slices with it. */
  void close() {
    background.close();
    try {
      maker.close();
    } catch (RuntimeException e) {
      LOG.warn(
          "The slices of {} were not closed well; it goes all the same",
          container.name(),
          shown(container, e));
    }
  }
}
