package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client and the one to the pod that belongs to it: one thread carries bytes
 * there, another one back.
 *
 * <p>The API has no word for the end of one direction. A pod's end is that of both. When a client
 * ends its own, the pod is not told; what it still says arrives, until it has been silent for some
 * seconds: a client that is gone altogether looks the same.
 */
final class ForwardedConnection {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");
  private static final int DATA = 0;
  private static final int PIECE = 32 * 1024;
  private static final long SILENCE = Duration.ofSeconds(3).toNanos();

  private final Socket client;
  private final Consumer<ForwardedConnection> atEnd;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile long heard;
  private volatile @Nullable PodSocket pod;

  /**
   * A connection that leads nowhere yet.
   *
   * @param atEnd is told once, when it has ended
   */
  ForwardedConnection(Socket client, Consumer<ForwardedConnection> atEnd) {
    this.client = client;
    this.atEnd = atEnd;
  }

  /** Carries the pod's bytes to the client, to the end of the connection. */
  void run(Supplier<PodSocket> way, Executor threads) {
    try (PodSocket opened = way.get()) {
      pod = opened;
      client.setTcpNoDelay(true);
      threads.execute(() -> carryThere(opened));
      carryBack(opened);
      close();
    } catch (EngineException | IOException | RejectedExecutionException e) {
      LOG.debug("A connection to port {} ends: {}", client.getLocalPort(), e.getMessage());
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    }
  }

  private void carryThere(PodSocket to) {
    try {
      InputStream in = client.getInputStream();
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        to.send(DATA, piece, 0, count);
      }
      awaitSilence();
      to.close();
    } catch (IOException e) {
      LOG.debug("A connection to port {} breaks: {}", client.getLocalPort(), e.getMessage());
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    }
  }

  private void awaitSilence() throws InterruptedException {
    heard = System.nanoTime();
    for (long left = SILENCE; left > 0 && !ended.get(); left = SILENCE - since(heard)) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private static long since(long moment) {
    return System.nanoTime() - moment;
  }

  private void carryBack(PodSocket from) throws IOException, InterruptedException {
    OutputStream out = client.getOutputStream();
    boolean[] begun = new boolean[2];
    for (Message message = from.next(); !message.isEnd(); message = from.next()) {
      heard = System.nanoTime();
      int channel = Math.min(message.channel(), 1);
      if (!begun[channel]) {
        begun[channel] = true; // each channel begins with the port's number
      } else if (channel == DATA) {
        out.write(message.bytes());
      } else {
        throw new IOException(new String(message.bytes(), StandardCharsets.UTF_8));
      }
    }
  }

  /** Ends it as servers do that have said all. */
  private void close() throws IOException {
    if (!client.isClosed()) {
      client.shutdownOutput();
    }
    end();
  }

  /** Ends it as a crash does. */
  void reset() {
    try {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      LOG.debug("A connection is closed already", e);
    }
    end();
  }

  private void end() {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("A connection was not closed well", e);
    }
    PodSocket opened = pod;
    if (opened != null) {
      opened.close();
    }
    if (ended.compareAndSet(false, true)) {
      atEnd.accept(this);
    }
  }
}
