package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a pod sends until a thread of ours takes it; asks for more only while little is kept.
 * Thread-safe.
 */
final class Inbox implements WebSocket.Listener {

  private static final int ENOUGH = 256 * 1024;

  /** A code that is never sent. */
  private static final int LOST = 1006;

  private final Deque<Message> messages = new ArrayDeque<>();
  private int kept;
  private boolean ended;
  private boolean asked = true; // opening asks for the first
  private @Nullable Throwable failure;
  private @Nullable WebSocket socket;

  @Override
  public synchronized void onOpen(WebSocket opened) {
    socket = opened;
  }

  @Override
  public void onMessage(WebSocket from, String text) {
    onMessage(from, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A message without content says that its channel is there. */
  @Override
  public void onMessage(WebSocket from, ByteBuffer bytes) {
    boolean more;
    synchronized (this) {
      if (bytes.remaining() > 1 && !ended) {
        int channel = bytes.get();
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        messages.add(new Message(channel, content));
        kept += content.length;
        notifyAll();
      }
      more = ended || kept < ENOUGH;
      asked = more;
    }
    if (more) {
      from.request();
    }
  }

  /** Agrees to it, unless nobody is there any more who could hear that. */
  @Override
  public void onClose(WebSocket from, int code, String reason) {
    end();
    if (code != LOST) {
      from.sendClose(PodSocket.NORMAL_CLOSURE, reason);
    }
  }

  @Override
  public synchronized void onError(WebSocket from, Throwable error) {
    failure = ended ? failure : error;
    end();
  }

  /** Takes nothing any more; the other side's agreement to the end is still read. */
  void close() {
    WebSocket waiting;
    synchronized (this) {
      waiting = asked ? null : socket;
      asked = true;
      end();
    }
    if (waiting != null) {
      waiting.request();
    }
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** See {@link PodSocket#next}. */
  @Nullable Message next(Duration patience) throws IOException, InterruptedException {
    Message message = take(patience);
    WebSocket more = null;
    synchronized (this) {
      if (!asked && kept < ENOUGH && !ended) {
        asked = true;
        more = socket;
      }
    }
    if (more != null) {
      more.request();
    }
    return message;
  }

  private synchronized @Nullable Message take(Duration patience)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (messages.isEmpty() && !ended) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    Message message = messages.poll();
    if (message != null) {
      kept -= message.bytes().length;
      return message;
    }
    if (failure != null) {
      throw new IOException("the connection to the pod is lost: " + failure.getMessage(), failure);
    }
    return Message.END;
  }
}
