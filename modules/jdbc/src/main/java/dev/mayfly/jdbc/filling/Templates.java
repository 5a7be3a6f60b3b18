package dev.mayfly.jdbc.filling;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * What others are copied from, each made once by the first who needs it while the others wait; one
 * that could not be made is tried again by who asks next. Thread-safe.
 *
 * @param <T> what copies are made of
 */
public final class Templates<T> {

  private final ConcurrentHashMap<Object, CompletableFuture<T>> made = new ConcurrentHashMap<>();

  private Templates() {}

  /** None so far. */
  public static <T> Templates<T> none() {
    return new Templates<>();
  }

  /**
   * The template for a content, made now if there is none.
   *
   * @throws Exception why it could not be made, to all who waited for it
   */
  public T get(Object content, Callable<T> maker) throws Exception {
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> present = made.putIfAbsent(content, mine);
    if (present == null) {
      try {
        mine.complete(maker.call());
      } catch (Exception | Error e) {
        made.remove(content, mine); // who asks next may have better luck
        mine.completeExceptionally(e);
      }
    }
    CompletableFuture<T> one = present == null ? mine : present;
    try {
      await(one);
      return one.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  /** Not by the future's own methods: for those JUnit's pool lets one more test begin. */
  @SuppressWarnings("FutureReturnValueIgnored") // the latch is all that is wanted of it
  private static void await(CompletableFuture<?> made) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    made.whenComplete((name, failure) -> ended.countDown());
    ended.await();
  }
}
