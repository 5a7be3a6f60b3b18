package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All open connections to one engine, those that wait for their next exchange among them. */
final class ConnectionPool implements Closeable {

  private static final int MOST_IDLE = 8;

  private final Dialer dialer;
  private final Runnable listener;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Set<Connection> open = new HashSet<>();
  private boolean connected;
  private boolean closed;

  /**
   * @param listener runs for all that comes
   */
  ConnectionPool(Dialer dialer, Runnable listener) {
    this.dialer = dialer;
    this.listener = listener;
  }

  /** An idle connection that the engine has not closed, or a new one. */
  Connection take() throws IOException {
    for (Connection next = pollIdle(); next != null; next = pollIdle()) {
      if (next.isAlive()) {
        return next;
      }
      discard(next);
    }
    return fresh();
  }

  private synchronized @Nullable Connection pollIdle() {
    return idle.pollFirst();
  }

  Connection fresh() throws IOException {
    Connection connection = new Connection(dialer.dial(), listener);
    synchronized (this) {
      connected = true;
      if (!closed) {
        open.add(connection);
        return connection;
      }
    }
    connection.close();
    throw new ClosedChannelException();
  }

  /** Keeps a connection whose last exchange has ended for the next one. */
  void giveBack(Connection connection) {
    connection.markUsed();
    synchronized (this) {
      if (!closed && idle.size() < MOST_IDLE) {
        idle.addFirst(connection);
        return;
      }
    }
    discard(connection);
  }

  void discard(Connection connection) {
    connection.close();
    synchronized (this) {
      open.remove(connection);
    }
  }

  /** Whether the engine has ever taken a connection. */
  synchronized boolean wasConnected() {
    return connected;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    List<Connection> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(open);
      open.clear();
      idle.clear();
    }
    all.forEach(Connection::close);
  }
}
