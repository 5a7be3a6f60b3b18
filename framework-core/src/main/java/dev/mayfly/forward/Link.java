package dev.mayfly.forward;

import dev.mayfly.Faults.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client and the one to the container that belongs to it.
 *
 * <p>Each direction has a thread that reads a piece and writes it, so a side that does not read
 * holds up only the other's writing. The end of one direction is passed on; an error resets both.
 */
final class Link {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.forward");

  private final Socket client;
  private final Socket container;
  private final Disturbances faults;
  private final Consumer<Link> atEnd;
  private final AtomicInteger flows = new AtomicInteger(2);

  /**
   * A connection that leads nowhere yet.
   *
   * @param container is not connected
   * @param atEnd is told when both directions have ended, or when it never led anywhere
   */
  Link(Socket client, Socket container, Disturbances faults, Consumer<Link> atEnd) {
    this.client = client;
    this.container = container;
    this.faults = faults;
    this.atEnd = atEnd;
  }

  /**
   * Leads to a container.
   *
   * @throws IOException if nothing answers there within the time, or if this was reset
   */
  void connect(InetSocketAddress to, int millis) throws IOException {
    container.connect(to, millis);
    container.setTcpNoDelay(true);
    client.setTcpNoDelay(true);
  }

  /** Resets a connection that never led anywhere. */
  void end() {
    reset();
    atEnd.accept(this);
  }

  /** Lets bytes flow, on two of the executor's threads. */
  void begin(Executor threads) {
    try {
      threads.execute(() -> flow(client, container, Direction.TO_CONTAINER));
      threads.execute(() -> flow(container, client, Direction.FROM_CONTAINER));
    } catch (RejectedExecutionException e) {
      reset();
    }
  }

  private void flow(Socket from, Socket to, Direction direction) {
    try {
      copy(from.getInputStream(), to.getOutputStream(), direction);
      to.shutdownOutput();
    } catch (IOException e) {
      LOG.debug("Resetting a connection of {}: {}", client.getLocalPort(), e.getMessage());
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    } finally {
      if (flows.decrementAndGet() == 0) {
        close(client);
        close(container);
        atEnd.accept(this);
      }
    }
  }

  private void copy(InputStream in, OutputStream out, Direction direction)
      throws IOException, InterruptedException {
    byte[] piece = new byte[Disturbances.LARGEST_PIECE];
    int length = in.read(piece, 0, faults.piece());
    while (length >= 0) {
      faults.hold(direction, length);
      if (!faults.drops(direction)) {
        out.write(piece, 0, length);
      }
      length = in.read(piece, 0, faults.piece());
    }
  }

  /** Ends both connections as a crash does. */
  void reset() {
    reset(client);
    reset(container);
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      LOG.debug("A connection is closed already", e);
    }
    close(socket);
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A connection was not closed well", e);
    }
  }
}
