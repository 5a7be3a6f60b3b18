package dev.mayfly.docker;

import dev.mayfly.LogSubscription;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response of the engine that is read on a daemon thread of its own until it ends. Nobody waits
 * for it, so it outlasts an engine that stands still, and goes on with it.
 */
final class Subscription implements LogSubscription {

  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Response response;
  private volatile @Nullable Thread thread;

  private Subscription() {}

  /**
   * Starts to read.
   *
   * @param atEnd told whether the subscription was closed, once, after the last delivery
   */
  static Subscription start(String name, Response response, Reading reading, AtEnd atEnd) {
    Subscription subscription = new Subscription();
    subscription.response = response;
    return subscription.begin(name, () -> response, reading, atEnd);
  }

  /** The same of an engine that begins to answer only when there is something to read. */
  static Subscription open(String name, Supplier<Response> opening, Reading reading, AtEnd atEnd) {
    return new Subscription().begin(name, opening, reading, atEnd);
  }

  private Subscription begin(
      String name, Supplier<Response> opening, Reading reading, AtEnd atEnd) {
    Thread reader = Threads.daemon(name, () -> read(opening, reading, atEnd));
    thread = reader;
    reader.start();
    return this;
  }

  private void read(Supplier<Response> opening, Reading reading, AtEnd atEnd) {
    try (Response opened = opening.get()) {
      response = opened;
      opened.unwatch().run();
      if (!closed.get()) {
        reading.read(opened.body());
      }
    } catch (IOException | EngineException e) {
      // broken or closed: what that means is for the subscriber to say
    } finally {
      atEnd.run(closed.get());
    }
  }

  /** Who still waits for the answer is interrupted. */
  @Override
  public void close() {
    closed.set(true);
    Response opened = response;
    Thread reader = thread;
    if (opened != null) {
      opened.close();
    } else if (reader != null) {
      reader.interrupt();
    }
  }

  /** Reads a stream to its end. */
  @FunctionalInterface
  interface Reading {
    void read(InputStream in) throws IOException;
  }

  /** Learns that a stream has ended. */
  @FunctionalInterface
  interface AtEnd {
    void run(boolean closed);
  }
}
