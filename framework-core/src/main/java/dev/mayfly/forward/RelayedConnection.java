package dev.mayfly.forward;

import dev.mayfly.forward.RelayFrame.What;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a container to a port of this machine, as far as it is in this JVM: a thread
 * writes what the relay brings, another one reads what the server answers. Thread-safe.
 */
final class RelayedConnection {

  private static final int PIECE = 16_384;

  private final int id;
  private final Consumer<RelayFrame> relay;
  private final Runnable atEnd;
  private final RelayCredit credit = new RelayCredit();
  private final BlockingQueue<RelayFrame> incoming = new LinkedBlockingQueue<>();
  private final AtomicInteger flows = new AtomicInteger(2);
  private volatile @Nullable Socket server;
  private volatile boolean broken;

  /** Opens the way to a server. */
  @FunctionalInterface
  interface Connector {
    Socket connect() throws IOException;
  }

  /** Carries bytes one way. */
  @FunctionalInterface
  private interface Flow {
    void run(Socket server) throws IOException, InterruptedException;
  }

  /**
   * A connection that leads nowhere yet.
   *
   * @param id the relay's
   * @param relay takes what is to be sent, and never blocks
   * @param atEnd is told when it has ended
   */
  RelayedConnection(int id, Consumer<RelayFrame> relay, Runnable atEnd) {
    this.id = id;
    this.relay = relay;
    this.atEnd = atEnd;
  }

  /** Leads to a server, on two of the executor's threads. */
  void begin(Executor threads, Connector connector) {
    try {
      threads.execute(() -> lead(threads, connector));
    } catch (RejectedExecutionException e) {
      fail();
    }
  }

  private void lead(Executor threads, Connector connector) {
    try {
      Socket connected = connector.connect();
      server = connected;
      if (broken) {
        reset();
      }
      connected.setTcpNoDelay(true);
      threads.execute(() -> flow(this::readServer, connected));
      flow(this::writeServer, connected);
    } catch (IOException | RejectedExecutionException e) {
      fail();
    }
  }

  private void fail() {
    breakOff();
    atEnd.run();
  }

  /** What the relay says of this connection. Never blocks. */
  void said(RelayFrame frame) {
    switch (frame.what()) {
      case WINDOW -> credit.add(frame.number());
      case DATA, END -> incoming.add(frame);
      default -> reset();
    }
  }

  private void breakOff() {
    if (!broken) {
      relay.accept(RelayFrame.of(What.RESET, id, 0));
    }
    reset();
  }

  /** Ends this side as a crash does, with all that waits for the other one. */
  void reset() {
    broken = true;
    Socket known = server;
    if (known != null) {
      Link.reset(known);
    }
    credit.add(PIECE);
    incoming.add(RelayFrame.of(What.RESET, id, 0));
  }

  private void flow(Flow flow, Socket connected) {
    try {
      flow.run(connected);
    } catch (IOException e) {
      breakOff();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      breakOff();
    } finally {
      if (flows.decrementAndGet() == 0) {
        Link.close(connected);
        atEnd.run();
      }
    }
  }

  private void readServer(Socket connected) throws IOException, InterruptedException {
    InputStream in = connected.getInputStream();
    byte[] piece = new byte[PIECE];
    while (!broken) {
      int most = credit.take(PIECE);
      int length = in.read(piece, 0, most);
      if (length < 0) {
        relay.accept(RelayFrame.of(What.END, id, 0));
        return;
      }
      credit.add(most - length);
      relay.accept(RelayFrame.data(id, Arrays.copyOf(piece, length)));
    }
  }

  private void writeServer(Socket connected) throws IOException, InterruptedException {
    OutputStream out = connected.getOutputStream();
    for (RelayFrame next = incoming.take(); next.what() == What.DATA; next = incoming.take()) {
      out.write(next.bytes());
      relay.accept(RelayFrame.of(What.WINDOW, id, next.number()));
    }
    if (!broken) {
      connected.shutdownOutput();
    }
  }
}
