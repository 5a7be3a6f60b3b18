package dev.mayfly.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at all ports that listen here on one thread, however many there are. Thread-safe.
 *
 * <p>Whoever listens is told that a client is there, accepts it without waiting, and may ask not to
 * be told for a while.
 */
final class Acceptor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");

  private final Selector selector;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();

  private Acceptor(Selector selector) {
    this.selector = selector;
  }

  /**
   * Begins, with no port.
   *
   * @param name of its thread
   */
  static Acceptor start(String name) {
    try {
      Acceptor acceptor = new Acceptor(Selector.open());
      Threads.daemon(name, acceptor::run).start();
      return acceptor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Listens at a free port of an address.
   *
   * @param clients is run on the acceptor's thread when one is there
   */
  SelectionKey listen(InetSocketAddress address, int backlog, Runnable clients) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(address, backlog);
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_ACCEPT, clients);
      selector.wakeup();
      return key;
    } catch (ClosedSelectorException e) {
      channel.close();
      throw new IOException("all ports are closed already", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Tells of no clients until it is told to go on. */
  static void pause(SelectionKey key) {
    interest(key, 0);
  }

  /** Tells of clients again. */
  static void resume(SelectionKey key) {
    interest(key, SelectionKey.OP_ACCEPT);
  }

  private static void interest(SelectionKey key, int operations) {
    try {
      if (key.interestOps() != operations) {
        key.interestOps(operations);
        key.selector().wakeup();
      }
    } catch (CancelledKeyException e) {
      // closed
    }
  }

  /** Listens there no more, from when this returns: a port stays open while it is selected. */
  void close(SelectionKey key) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    orders.add(
        () -> {
          closeChannel(key);
          done.complete(null);
        });
    selector.wakeup();
    if (selector.isOpen()) {
      done.join();
    } else {
      closeChannel(key);
    }
  }

  private void closeChannel(SelectionKey key) {
    try {
      key.channel().close();
      selector.selectNow();
    } catch (IOException | ClosedSelectorException e) {
      // there is nothing to be done about it
    }
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(Acceptor::tell);
        obey();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no machine that works does this
    } catch (ClosedSelectorException e) {
      // closed
    } finally {
      close(); // nobody waits for an order any more
      obey();
    }
  }

  /** What goes wrong at one port is that one's alone. */
  private static void tell(SelectionKey key) {
    try {
      ((Runnable) key.attachment()).run();
    } catch (RuntimeException | OutOfMemoryError e) { // such as for too many threads
      LOG.warn("A connection can't be forwarded", e);
    }
  }

  private void obey() {
    for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
      order.run();
    }
  }

  /** After all ports are closed. */
  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      // there is nothing to be done about it
    }
  }
}
