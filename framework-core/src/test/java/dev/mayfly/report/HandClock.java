package dev.mayfly.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on only when a test says so. */
final class HandClock implements InstantSource {

  private volatile Instant now = Instant.parse("2025-03-01T10:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void goOn(long millis) {
    now = now.plus(Duration.ofMillis(millis));
  }
}
