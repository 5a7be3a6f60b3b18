package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownHookTests {

  private final Session session = Session.begin(true);

  @Test
  void a_jvm_that_ends_waits_until_its_session_is_closed() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);

    run(closed::countDown, Duration.ofMinutes(1));

    assertThat(closed.getCount()).isZero();
  }

  @Test
  void but_no_longer_than_its_limit() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);

    run(() -> waitFor(never), Duration.ofMillis(50));

    never.countDown();
  }

  private void run(Runnable close, Duration limit) throws InterruptedException {
    Thread hook = ShutdownHook.of(session, close, limit);
    hook.start();
    hook.join();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
