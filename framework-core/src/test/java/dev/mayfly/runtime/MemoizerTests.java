package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class MemoizerTests {

  private final Memoizer<String, String> once = new Memoizer<>();
  private final CountDownLatch begun = new CountDownLatch(1);

  private String makeForEver() {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("interrupted");
  }

  private Thread started(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  private Thread makesForEver() throws InterruptedException {
    FutureTask<String> endless = new FutureTask<>(() -> once.get("image", this::makeForEver));
    Thread thread = started(endless);
    begun.await();
    return thread;
  }

  @Test
  void who_waits_for_one_that_is_interrupted_makes_it_itself() throws Exception {
    Thread maker = makesForEver();
    FutureTask<String> waiting = new FutureTask<>(() -> once.get("image", () -> "made"));
    Thread waiter = started(waiting);
    await().until(() -> waiter.getState() == Thread.State.WAITING);

    maker.interrupt();

    assertThat(waiting.get()).isEqualTo("made");
    assertThat(once.get("image", () -> "again")).isEqualTo("made");
  }

  @Test
  void who_is_interrupted_waits_no_longer() throws Exception {
    Thread maker = makesForEver();

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> once.get("image", () -> "made")).hasMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
    maker.interrupt();
  }

  @Test
  void a_failure_is_forgotten() {
    assertThatThrownBy(
            () ->
                once.get(
                    "image",
                    () -> {
                      throw new IllegalStateException("no room");
                    }))
        .hasMessage("no room");

    assertThat(once.get("image", () -> "made")).isEqualTo("made");
  }
}
