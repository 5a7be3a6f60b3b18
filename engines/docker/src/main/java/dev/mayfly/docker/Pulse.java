package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether an engine still lives. All that comes from it is a sign of life; while it says nothing
 * and something is waited for, it is sent a ping on a connection of its own. What is waited for
 * when it has been silent for too long is given up.
 *
 * <p>Time is counted in beats of a timer, so that a JVM that stood still for a while does not take
 * its own rest for the engine's. Thread-safe.
 */
final class Pulse implements Closeable {

  /** After so many silent beats a ping is sent, and again after as many more. */
  private static final int BEATS_TO_PING = 5;

  private static final int BEATS_TO_DEATH = 2 * BEATS_TO_PING;
  private static final int BEATS_TO_COME_BACK = 2;
  private static final byte[] PING =
      "GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Dialer dialer;
  private final Limits limits;
  private final Duration beat;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean heard = new AtomicBoolean();
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicReference<@Nullable Connection> ping = new AtomicReference<>();
  private volatile boolean closed;
  private int silent; // beats; of the timer's thread alone

  Pulse(Dialer dialer, Limits limits) {
    this.dialer = dialer;
    this.limits = limits;
    this.beat = limits.silence().dividedBy(BEATS_TO_DEATH);
  }

  /** Lets it beat until the timer is closed; before that nothing is given up. */
  void start(Deadlines timer) {
    timer.every(beat, this::beat);
  }

  /** Something came from the engine. */
  void heard() {
    heard.set(true);
  }

  /**
   * Watches over one exchange until the result is closed.
   *
   * @param limit on the whole, or null
   */
  Watched watch(Connection connection, @Nullable Duration limit) {
    Watched one = new Watched(connection, limit);
    watched.add(one);
    return one;
  }

  private void beat() {
    boolean wasDead = silent >= BEATS_TO_DEATH;
    silent = heard.getAndSet(false) || (watched.isEmpty() && !wasDead) ? 0 : silent + 1;
    if (silent > 0 && silent % BEATS_TO_PING == 0) {
      endPing();
    }
    if (silent >= BEATS_TO_PING && asking.compareAndSet(false, true)) {
      Threads.daemon("mayfly-docker-ping", this::ping).start();
    }
    boolean isDead = silent >= BEATS_TO_DEATH;
    watched.forEach(one -> one.beat(isDead));
  }

  private void ping() {
    try (Connection connection = new Connection(dialer.dial(), this::heard)) {
      ping.set(connection);
      if (!closed) {
        connection.output().write(PING);
        connection.input().readNBytes(1);
      }
    } catch (IOException e) {
      // no answer is what it is: nothing was heard
    } finally {
      asking.set(false);
    }
  }

  private void endPing() {
    Connection old = ping.getAndSet(null);
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    endPing();
  }

  /** One exchange that is waited for. */
  final class Watched implements Closeable {

    private final Connection connection;
    private final long mostBeats;
    private long beats; // of the timer's thread alone

    private Watched(Connection connection, @Nullable Duration limit) {
      this.connection = connection;
      this.mostBeats =
          limit == null ? Long.MAX_VALUE : (limit.toNanos() + beat.toNanos() - 1) / beat.toNanos();
    }

    /** An engine that was dead before this began may have come back with it. */
    private void beat(boolean isDead) {
      beats++;
      if (isDead && beats >= BEATS_TO_COME_BACK) {
        connection.giveUp(
            "nothing has come from it for "
                + Limits.words(limits.silence())
                + ", no answer to a ping either");
      } else if (beats > mostBeats) {
        connection.giveUp(
            "no answer to this within "
                + Limits.words(beat.multipliedBy(mostBeats))
                + ", though it answers others ("
                + Limits.SETTING
                + ")");
      }
    }

    @Override
    public void close() {
      watched.remove(this);
    }
  }
}
