package dev.mayfly.kubernetes;

import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.EngineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session's Job says in a reaper's words, see {@link dev.mayfly.engine.ReaperRequest}: a
 * thread attaches to its pod, says {@code ready}, and ends its words when the attachment breaks.
 *
 * <p>A byte goes there at once, for which its process waits, and then now and then, and is
 * answered: so no proxy takes the connection for idle, and one that leads nowhere any more is
 * noticed.
 */
final class SessionLifeline implements AttachedStreams {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");
  private static final Duration BEAT = Duration.ofSeconds(20);
  private static final int MOST_UNANSWERED = 3;
  private static final byte[] BYTE = {'\n'};

  private final Supplier<PodSocket> attaching;
  private final Runnable attached;
  private final Runnable lost;
  private final Orders orders;
  private final SpokenLines output = new SpokenLines();
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable PodSocket socket;

  private SessionLifeline(
      String job,
      Supplier<PodSocket> attaching,
      Runnable attached,
      Runnable lost,
      Runnable dismiss) {
    this.attaching = attaching;
    this.attached = attached;
    this.lost = lost;
    this.orders = new Orders(dismiss);
    this.thread = Threads.daemon("mayfly-kubernetes-session-" + job, this::run);
  }

  /**
   * Begins in the background.
   *
   * @param attaching waits for the Job's pod
   * @param attached makes the Job own all, before it is called ready
   * @param lost is told when it holds nothing any more
   * @param dismiss removes the Job, by which the session ends
   */
  static SessionLifeline start(
      String job,
      Supplier<PodSocket> attaching,
      Runnable attached,
      Runnable lost,
      Runnable dismiss) {
    SessionLifeline line = new SessionLifeline(job, attaching, attached, lost, dismiss);
    line.thread.start();
    return line;
  }

  private void run() {
    try (PodSocket open = attaching.get()) {
      socket = open;
      if (!closed) {
        beat(open);
        attached.run();
        output.say("ready");
        keep(open);
      }
    } catch (RuntimeException e) {
      complain(e);
    } catch (IOException e) {
      LOG.debug("The session's Job is out of reach: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } finally {
      lost.run();
      output.end();
    }
  }

  private void complain(RuntimeException e) {
    if (!closed) {
      LOG.debug("The session's Job can't be held", e);
      output.say("error: " + e.getMessage());
    }
  }

  /** Returns when the other side has ended, or answers no more. */
  private static void keep(PodSocket open) throws IOException, InterruptedException {
    int unanswered = 0;
    while (unanswered < MOST_UNANSWERED) {
      Message message = open.next(BEAT);
      if (message == null) {
        beat(open);
        unanswered++;
      } else if (message.isEnd() || message.channel() == Message.STATUS) {
        return;
      } else {
        unanswered = 0;
      }
    }
  }

  private static void beat(PodSocket open) throws IOException {
    open.send(Message.STDIN, BYTE, 0, 1);
  }

  @Override
  public OutputStream stdin() {
    return orders;
  }

  @Override
  public InputStream output() {
    return output;
  }

  /** The Job goes on for its grace time, unless it was dismissed. */
  @Override
  public void close() {
    closed = true;
    PodSocket open = socket;
    if (open == null) {
      thread.interrupt();
    } else {
      open.close();
    }
  }

  /** Obeys the one order that there is. */
  private static final class Orders extends OutputStream {
    private final Runnable dismiss;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Orders(Runnable dismiss) {
      this.dismiss = dismiss;
    }

    @Override
    public synchronized void write(int b) throws IOException {
      if (b != '\n') {
        line.write(b);
        return;
      }
      String order = line.toString(StandardCharsets.UTF_8);
      line.reset();
      if (order.equals("close")) {
        dismiss();
      }
    }

    private void dismiss() throws IOException {
      try {
        dismiss.run();
      } catch (EngineException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
