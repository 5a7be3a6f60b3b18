package dev.mayfly.forward;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of 127.0.0.1 that leads to a port of a container. While the container can't be reached, a
 * connection is accepted and reset. Thread-safe.
 */
final class LocalPort {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.forward");
  private static final int CONNECT_MILLIS = 5_000;
  private static final int BACKLOG = 200;
  private static final int PAUSE_MILLIS = 100;

  private final ServerSocket server;
  private final Disturbances faults;
  private final Executor threads;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile @Nullable InetSocketAddress target;

  /** Whether a failure was told, which once is enough; known to the accepting thread alone. */
  private boolean told;

  private LocalPort(ServerSocket server, Disturbances faults, Executor threads) {
    this.server = server;
    this.faults = faults;
    this.threads = threads;
  }

  /**
   * Listens at the address that clients are told; Java's own loopback address may be ::1.
   *
   * @param number the port, or 0 for a free one
   * @throws IOException if the port is taken
   */
  static LocalPort open(int number, Disturbances faults, Executor threads) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(new InetSocketAddress(StableAddress.address(), number), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    return on(server, faults, threads);
  }

  /** The same on a socket that listens. */
  static LocalPort on(ServerSocket server, Disturbances faults, Executor threads) {
    LocalPort port = new LocalPort(server, faults, threads);
    threads.execute(port::acceptAll);
    return port;
  }

  int number() {
    return server.getLocalPort();
  }

  /** New connections lead there, or are reset if that is null. */
  void lead(@Nullable InetSocketAddress to) {
    target = to;
  }

  private void acceptAll() {
    try {
      while (!server.isClosed()) {
        accept();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // this address has been closed
    }
  }

  private void accept() throws InterruptedException {
    try {
      Socket client = server.accept();
      Link link = new Link(client, new Socket(Proxy.NO_PROXY), faults, links::remove);
      links.add(link); // before it leads anywhere: its client sees it open, so it can be cut
      begin(link);
    } catch (IOException e) {
      if (!server.isClosed()) {
        tell(e);
        Thread.sleep(PAUSE_MILLIS); // it may last, as when the process has too many files open
      }
    }
  }

  private void tell(IOException e) {
    if (!told) {
      LOG.warn("Port {} accepts no connection; it tries on: {}", number(), e.getMessage());
    }
    told = true;
  }

  private void begin(Link link) {
    try {
      threads.execute(() -> connect(link));
    } catch (RejectedExecutionException e) {
      link.end(); // this address has been closed
    }
  }

  private void connect(Link link) {
    InetSocketAddress to = target;
    if (to == null || faults.refuses()) {
      link.end();
      return;
    }
    try {
      link.connect(to, CONNECT_MILLIS);
      link.begin(threads);
      if (server.isClosed()) {
        link.reset();
      }
    } catch (IOException e) {
      LOG.debug("Port {} does not reach {}: {}", number(), to, e.getMessage());
      link.end();
    }
  }

  /** Resets what is open now. */
  void cut() {
    links.forEach(Link::reset);
  }

  /** Listens no more, and resets what is open. */
  void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("Port {} was not closed well", number(), e);
    }
    cut();
  }
}
