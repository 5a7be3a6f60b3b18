package dev.mayfly.docker;

import dev.mayfly.engine.EngineException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP/1.1 over wires to an engine: sends a request on an idle or new connection and hands back the
 * response, whatever its status. An engine that gives no sign of life is given up, see {@link
 * Pulse}. Thread-safe.
 */
final class Transport implements Closeable {

  private final EngineAddress address;
  private final Limits limits;
  private final Dialer dialer;
  private final Pulse pulse;
  private final ConnectionPool pool;

  /**
   * @throws IOException if there is no way to the engine; the message says why
   */
  Transport(EngineAddress address, Limits limits) throws IOException {
    this.address = address;
    this.limits = limits;
    this.dialer = address.dialer();
    this.pulse = new Pulse(dialer, limits);
    this.pool = new ConnectionPool(dialer, pulse::heard);
  }

  Limits limits() {
    return limits;
  }

  /** Keeps the limits from now on, until the timer is closed. */
  void keepLimits(Deadlines timer) {
    pulse.start(timer);
  }

  EngineAddress address() {
    return address;
  }

  /** Sends a request and reads the head of its response. */
  Response execute(Request request) throws IOException {
    Connection connection = pool.take();
    try {
      return exchange(request, connection);
    } catch (IOException e) {
      if (connection.wasUsed() && request.isRepeatable() && !isOurDoing(e)) {
        // an engine may close an idle connection just when the next request is on its way
        return exchange(request, pool.fresh());
      }
      throw e;
    }
  }

  private boolean isOurDoing(IOException failure) {
    return failure instanceof ClosedByInterruptException
        || failure instanceof SocketTimeoutException
        || pool.isClosed();
  }

  /** Sends a request that turns its connection into a raw stream if the engine agrees. */
  Hijacked hijack(Request request) throws IOException {
    Connection connection = pool.fresh();
    Map<String, String> upgrade = Map.of("Connection", "Upgrade", "Upgrade", "tcp");
    return new Hijacked(connection, exchange(request.headers(upgrade), connection));
  }

  private Response exchange(Request request, Connection connection) throws IOException {
    Exchange exchange = new Exchange(connection, pool, pulse.watch(connection, request.limit()));
    try {
      try {
        exchange.send(request, address.httpHost());
      } catch (IOException e) {
        if (!connection.isOutputBroken() || request.content() == null) {
          throw e;
        }
        return refusalBeforeTheEnd(exchange, request, e);
      }
      return exchange.receive(request.method());
    } catch (IOException | RuntimeException e) {
      exchange.abandon();
      throw e;
    }
  }

  /** An engine may refuse a long body, say why, and hang up before it has read it. */
  private static Response refusalBeforeTheEnd(
      Exchange exchange, Request request, IOException unsent) throws IOException {
    try {
      return exchange.receive(request.method());
    } catch (IOException e) {
      unsent.addSuppressed(e);
      throw unsent;
    }
  }

  /** What to throw when the engine could not be reached, or fell silent in the middle. */
  EngineException unreachable(String what, IOException failure) {
    IOException cause = explain(failure);
    if (cause instanceof ClosedByInterruptException) {
      return new EngineException(0, what + ": interrupted while waiting for the engine.", cause);
    }
    if (pool.isClosed()) {
      return new EngineException(0, what + ": the connection to the engine is closed.", cause);
    }
    boolean hungUp = cause instanceof EOFException || cause.getMessage() == null;
    String why = hungUp ? "it closed the connection" : cause.getMessage();
    return new EngineException(
        0, what + ": the engine at " + address + " does not answer: " + why + ".", cause);
  }

  /** Adds to a failure what the way to the engine knows of it. */
  IOException explain(IOException failure) {
    return isOurDoing(failure) ? failure : dialer.explain(failure);
  }

  /** What leads to the engine, if it leads to ports of its machine too. */
  Optional<Tunnel> tunnel() {
    return dialer.tunnel();
  }

  /** Whether the engine has ever taken a connection. */
  boolean wasConnected() {
    return pool.wasConnected();
  }

  boolean isClosed() {
    return pool.isClosed();
  }

  @Override
  public void close() {
    pulse.close();
    pool.close();
    dialer.close();
  }
}
