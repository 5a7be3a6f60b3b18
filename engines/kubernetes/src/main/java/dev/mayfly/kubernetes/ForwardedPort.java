package dev.mayfly.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of 127.0.0.1 whose connections lead to a port of a pod. What goes wrong with one of them
 * is that one's end alone. Thread-safe.
 */
final class ForwardedPort implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");

  /** What clients are told; Java's own loopback address may be ::1. */
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final int BACKLOG = 200;

  /** Others wait until one of them ends. */
  private static final int MOST = 500;

  private static final int PAUSE_MILLIS = 100;

  private final Acceptor acceptor;
  private final Supplier<PodSocket> way;
  private final Executor threads;
  private final Semaphore room = new Semaphore(MOST);
  private final Set<ForwardedConnection> connections = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<SelectionKey> key = new CompletableFuture<>();

  private ForwardedPort(Acceptor acceptor, Supplier<PodSocket> way, Executor threads) {
    this.acceptor = acceptor;
    this.way = way;
    this.threads = threads;
  }

  /**
   * Listens at a free port.
   *
   * @param way opens a connection to the pod
   */
  static ForwardedPort open(Acceptor acceptor, Supplier<PodSocket> way, Executor threads)
      throws IOException {
    ForwardedPort port = new ForwardedPort(acceptor, way, threads);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0);
    port.key.complete(acceptor.listen(any, BACKLOG, port::acceptAll)); // which waits for it
    return port;
  }

  private ServerSocketChannel server() {
    return (ServerSocketChannel) key.join().channel();
  }

  int number() {
    return server().socket().getLocalPort();
  }

  private void acceptAll() {
    while (room.tryAcquire()) {
      SocketChannel client = accept();
      if (client == null) {
        room.release();
        return;
      }
      ForwardedConnection connection = new ForwardedConnection(client.socket(), this::ended);
      connections.add(connection);
      begin(connection);
    }
    Acceptor.pause(key.join());
    if (room.availablePermits() > 0) { // one has ended since
      Acceptor.resume(key.join());
    }
  }

  private @Nullable SocketChannel accept() {
    try {
      return server().accept();
    } catch (ClosedChannelException e) {
      return null;
    } catch (IOException e) {
      LOG.warn("Port {} accepts no connection; it tries on: {}", number(), e.getMessage());
      pause(); // it may last, as when too many files are open
      return null;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(ForwardedConnection connection) {
    try {
      threads.execute(() -> connection.run(way, threads));
    } catch (RejectedExecutionException e) {
      connection.reset(); // all is closed
    } catch (OutOfMemoryError e) { // no further thread
      connection.reset();
      throw e;
    }
  }

  private void ended(ForwardedConnection connection) {
    connections.remove(connection);
    room.release();
    Acceptor.resume(key.join());
  }

  /** Listens no more, and resets what is connected. */
  @Override
  public void close() {
    acceptor.close(key.join());
    connections.forEach(ForwardedConnection::reset);
  }
}
