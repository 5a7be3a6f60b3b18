package dev.mayfly;

/** A running delivery of log lines; closing ends it. Closing twice does nothing. */
public interface LogSubscription extends AutoCloseable {
  @Override
  void close();
}
