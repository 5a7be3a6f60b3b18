package dev.mayfly.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

  private final ServerSocket server;
  private final Function<String, PodSocket> way;
  private final Executor threads;
  private final Semaphore room = new Semaphore(MOST);
  private final Set<ForwardedConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile String pod;

  private ForwardedPort(
      ServerSocket server, String pod, Function<String, PodSocket> way, Executor threads) {
    this.server = server;
    this.pod = pod;
    this.way = way;
    this.threads = threads;
  }

  /**
   * Listens at a free port.
   *
   * @param way opens a connection to a pod
   */
  static ForwardedPort open(String pod, Function<String, PodSocket> way, Executor threads)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    ForwardedPort port = new ForwardedPort(server, pod, way, threads);
    try {
      threads.execute(port::acceptAll);
    } catch (RejectedExecutionException e) {
      server.close();
      throw new IOException("all ports are closed already", e);
    }
    return port;
  }

  int number() {
    return server.getLocalPort();
  }

  /** New connections lead there. */
  void lead(String to) {
    pod = to;
  }

  private void acceptAll() {
    try {
      while (!server.isClosed()) {
        room.acquire();
        accept();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // all is closed
    }
  }

  private void accept() throws InterruptedException {
    try {
      ForwardedConnection connection = new ForwardedConnection(server.accept(), this::ended);
      connections.add(connection);
      begin(connection);
    } catch (IOException e) {
      room.release();
      if (!server.isClosed()) {
        LOG.warn("Port {} accepts no connection; it tries on: {}", number(), e.getMessage());
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // it may last, as when too many files are open
      }
    }
  }

  private void begin(ForwardedConnection connection) {
    try {
      threads.execute(() -> connection.run(() -> way.apply(pod), threads));
    } catch (RejectedExecutionException e) {
      connection.reset(); // all is closed
    }
  }

  private void ended(ForwardedConnection connection) {
    connections.remove(connection);
    room.release();
  }

  /** Listens no more, and resets what is connected. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("Port {} was not closed well", number(), e);
    }
    connections.forEach(ForwardedConnection::reset);
  }
}
