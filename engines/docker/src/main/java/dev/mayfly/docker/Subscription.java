package dev.mayfly.docker;

import dev.mayfly.LogSubscription;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A response of the engine that is read on a daemon thread of its own until it ends. Nobody waits
 * for it, so it outlasts an engine that stands still, and goes on with it.
 */
final class Subscription implements LogSubscription {

  private final Response response;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Subscription(Response response) {
    this.response = response;
  }

  /**
   * Starts to read.
   *
   * @param atEnd told whether the subscription was closed, once, after the last delivery
   */
  static Subscription start(String name, Response response, Reading reading, AtEnd atEnd) {
    response.unwatch().run();
    Subscription subscription = new Subscription(response);
    Threads.daemon(name, () -> subscription.read(reading, atEnd)).start();
    return subscription;
  }

  private void read(Reading reading, AtEnd atEnd) {
    try (response) {
      reading.read(response.body());
    } catch (IOException e) {
      // broken or closed: what that means is for the subscriber to say
    } finally {
      atEnd.run(closed.get());
    }
  }

  @Override
  public void close() {
    closed.set(true);
    response.close();
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
