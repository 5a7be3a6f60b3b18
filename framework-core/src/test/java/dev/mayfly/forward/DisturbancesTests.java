package dev.mayfly.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.mayfly.Fault;
import dev.mayfly.Faults.Direction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a piece is held up by the faults that hold. */
final class DisturbancesTests {

  private final Disturbances faults = new Disturbances(() -> {});

  private Thread piece(Direction direction, int bytes) {
    Thread thread =
        new Thread(
            () -> {
              try {
                faults.hold(direction, bytes);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void waits(Thread piece) {
    await().until(() -> piece.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void a_throttle_holds_up_both_directions_until_it_is_undone() throws InterruptedException {
    Fault throttle = faults.throttle(1);
    Thread to = piece(Direction.TO_CONTAINER, 5_000);
    Thread from = piece(Direction.FROM_CONTAINER, 5_000);
    waits(to);
    waits(from);

    throttle.close();

    to.join();
    from.join();
  }

  @Test
  void a_delay_holds_up_only_what_the_container_sends() throws InterruptedException {
    Fault delay = faults.delay(Duration.ofHours(1));
    Thread from = piece(Direction.FROM_CONTAINER, 1);
    waits(from);
    piece(Direction.TO_CONTAINER, 1).join();

    delay.close();

    from.join();
  }

  @Test
  void of_two_faults_the_other_holds_on_when_one_is_undone() throws InterruptedException {
    Fault longer = faults.delay(Duration.ofHours(2));
    Fault shorter = faults.delay(Duration.ofHours(1));
    Thread from = piece(Direction.FROM_CONTAINER, 1);
    waits(from);

    longer.close();
    waits(from);
    assertThat(from.isAlive()).isTrue();

    shorter.close();
    from.join();
  }

  @Test
  void a_throttled_stream_is_read_in_small_pieces() {
    assertThat(faults.piece()).isEqualTo(Disturbances.LARGEST_PIECE);
    faults.throttle(1_000);
    assertThat(faults.piece()).isEqualTo(100);
    faults.throttle(1);
    assertThat(faults.piece()).isEqualTo(1);
  }

  @Test
  @SuppressWarnings("NullAway")
  void nothing_is_told_of_by_its_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.delay(null))
        .withMessage("The delay of a fault is null.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.drop(null))
        .withMessage("The direction of a fault is null.");
    assertThat(faults.piece()).isEqualTo(Disturbances.LARGEST_PIECE);
  }

  @Test
  void a_delay_may_be_longer_than_anybody_lives() throws InterruptedException {
    Fault delay = faults.delay(Duration.ofDays(365_000));
    Thread from = piece(Direction.FROM_CONTAINER, 1);
    waits(from);
    delay.close();
    from.join();
  }
}
