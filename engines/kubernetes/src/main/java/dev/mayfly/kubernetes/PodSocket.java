package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection by way of the API server to what runs in a pod: numbered channels both ways, as
 * commands, attached streams and forwarded ports have them.
 *
 * <p>It stands instead of the client's own streams, which lose what is sent while the JDK's
 * WebSocket still sends: here one message is sent after the other. What comes is asked for when the
 * last message was taken, so that a slow reader slows down the pod. One thread may send while
 * another one receives, and any may close it.
 */
final class PodSocket implements Closeable {

  private static final String PROTOCOL = "v4.channel.k8s.io";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int PIECE = 32 * 1024;
  static final int NORMAL_CLOSURE = 1000;

  private final WebSocket socket;
  private final Inbox inbox;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** One that is open. */
  PodSocket(WebSocket socket, Inbox inbox) {
    this.socket = socket;
    this.inbox = inbox;
  }

  /**
   * Opens one; a server that has too much to do is asked again.
   *
   * @param what what it is for, for messages
   * @param action {@code exec}, {@code attach} or {@code portforward}
   * @param query of the address: names and values in turn
   * @throws EngineException if it is refused
   */
  static PodSocket open(
      KubernetesClient client,
      String namespace,
      String pod,
      String what,
      String action,
      List<String> query) {
    try (Retries retries = Retries.ofThrottled()) {
      return retries.ask(() -> openOnce(client, namespace, pod, what, action, query));
    }
  }

  private static PodSocket openOnce(
      KubernetesClient client,
      String namespace,
      String pod,
      String what,
      String action,
      List<String> query) {
    URI address = Addresses.of(client, namespace, pod, action + query(query));
    Inbox inbox = new Inbox();
    CompletableFuture<WebSocket> opening =
        withoutRetries(client)
            .newWebSocketBuilder()
            .uri(address)
            .subprotocol(PROTOCOL)
            .connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .buildAsync(inbox);
    try {
      return new PodSocket(opening.get(2 * CONNECT.toMillis(), TimeUnit.MILLISECONDS), inbox);
    } catch (InterruptedException e) {
      closeLater(opening);
      throw ApiErrors.interrupted(what, e);
    } catch (TimeoutException e) {
      closeLater(opening);
      throw new EngineException(
          0,
          "Can't "
              + what
              + ": the API server does not answer within "
              + 2 * CONNECT.toSeconds()
              + " s.",
          e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw refused(client, namespace, address, what, action, cause == null ? e : cause);
    }
  }

  /** Whoever asks has to know at once, and may ask again. */
  private static io.fabric8.kubernetes.client.http.HttpClient withoutRetries(
      KubernetesClient client) {
    RequestConfig config =
        new RequestConfigBuilder()
            .withRequestTimeout((int) CONNECT.toMillis())
            .withRequestRetryBackoffLimit(0)
            .build();
    return client.getHttpClient().newBuilder().tag(config).build();
  }

  private static String query(List<String> namesAndValues) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      query
          .append(i == 0 ? '?' : '&')
          .append(namesAndValues.get(i))
          .append('=')
          .append(URLEncoder.encode(namesAndValues.get(i + 1), StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it any more
  private static void closeLater(CompletableFuture<WebSocket> opening) {
    opening.whenComplete(
        (late, refusal) -> {
          if (late != null) {
            late.sendClose(NORMAL_CLOSURE, "given up");
          }
        });
  }

  /**
   * The same question without a WebSocket is refused for the same reason, and in words; but for the
   * right that a WebSocket alone takes, since 1.35.
   */
  private static EngineException refused(
      KubernetesClient client,
      String namespace,
      URI address,
      String what,
      String action,
      Throwable cause) {
    if (!(cause instanceof WebSocketHandshakeException refusal)) {
      return ApiErrors.lost(what, cause);
    }
    if (refusal.getResponse().code() == ApiErrors.TOO_MANY) {
      return ApiErrors.of(what, refusal); // another question would be one too many
    }
    try {
      client.raw(address.toString());
    } catch (KubernetesClientException e) {
      if (e.getCode() == refusal.getResponse().code()) {
        return ApiErrors.withoutAddress(what, e);
      }
    }
    if (refusal.getResponse().code() == ApiErrors.FORBIDDEN) {
      Rights.require(client, namespace, what, "pods/" + action, "create");
    }
    return ApiErrors.of(what, refusal);
  }

  /**
   * Sends bytes on a channel, and returns when they are on their way.
   *
   * @throws IOException if the connection has ended
   */
  void send(int channel, byte[] bytes, int offset, int length) throws IOException {
    for (int from = offset; from < offset + length; from += PIECE) {
      int count = Math.min(PIECE, offset + length - from);
      ByteBuffer message = ByteBuffer.allocate(count + 1).put((byte) channel);
      send(message.put(bytes, from, count).flip());
    }
  }

  private synchronized void send(ByteBuffer message) throws IOException {
    awaitSent();
    if (inbox.hasEnded() || !socket.send(message)) {
      throw new IOException("the connection to the pod has ended");
    }
  }

  /** The client tells only how much waits. */
  private void awaitSent() throws IOException {
    try {
      while (socket.queueSize() > 0 && !inbox.hasEnded()) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while sending to the pod", e);
    }
  }

  /**
   * The next message; {@link Message#END} if there will be none, null if none has come in time.
   *
   * @throws IOException if the connection is lost
   */
  @Nullable Message next(Duration patience) throws IOException, InterruptedException {
    return inbox.next(patience);
  }

  /** The next message, however long it takes; {@link Message#END} if there will be none. */
  Message next() throws IOException, InterruptedException {
    Message message = null;
    while (message == null) {
      message = inbox.next(Duration.ofDays(1));
    }
    return message;
  }

  /** Ends both directions; who waits for a message sees the end. One that has ended is let be. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (!inbox.hasEnded()) {
        socket.sendClose(NORMAL_CLOSURE, "closed");
      }
      inbox.close();
    }
  }
}
