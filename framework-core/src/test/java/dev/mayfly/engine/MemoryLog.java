package dev.mayfly.engine;

import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import dev.mayfly.LogSubscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All that a container has written, in lines, and those who follow it. Thread-safe. */
final class MemoryLog {

  private record Follower(Instant since, Consumer<LogLine> lines, Delivery delivery) {}

  private final List<LogLine> lines = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();
  private final Map<Stream, StringBuilder> unfinished = new EnumMap<>(Stream.class);
  private Instant last = Instant.EPOCH;

  synchronized void write(Stream stream, String text) {
    StringBuilder line = unfinished.computeIfAbsent(stream, key -> new StringBuilder());
    line.append(text);
    int end = line.indexOf("\n");
    while (end >= 0) {
      add(stream, line.substring(0, end));
      line.delete(0, end + 1);
      end = line.indexOf("\n");
    }
  }

  private void add(Stream stream, String text) {
    Instant now = Instant.now();
    last = now.isAfter(last) ? now : last.plusNanos(1);
    LogLine line = new LogLine(stream, last, text);
    lines.add(line);
    followers.forEach(follower -> hand(follower, line));
  }

  private static void hand(Follower follower, LogLine line) {
    if (!line.time().isBefore(follower.since())) {
      follower.delivery().deliver(() -> follower.lines().accept(line));
    }
  }

  synchronized List<LogLine> since(Instant since, int tail) {
    List<LogLine> found = lines.stream().filter(line -> !line.time().isBefore(since)).toList();
    return tail <= 0 || tail >= found.size()
        ? found
        : found.subList(found.size() - tail, found.size());
  }

  synchronized LogSubscription follow(
      Instant since, Consumer<LogLine> consumer, Runnable atEnd, boolean more) {
    Delivery delivery = new Delivery("log", atEnd, true);
    Follower follower = new Follower(since, consumer, delivery);
    lines.forEach(line -> hand(follower, line));
    if (more) {
      followers.add(follower);
    } else {
      delivery.end();
    }
    return delivery;
  }

  /** The process has ended: its last lines count without an end, and followers have seen all. */
  synchronized void end() {
    unfinished.forEach(
        (stream, line) -> {
          if (!line.isEmpty()) {
            add(stream, line.toString());
          }
        });
    unfinished.clear();
    dropFollowers();
  }

  synchronized void dropFollowers() {
    followers.forEach(follower -> follower.delivery().end());
    followers.clear();
  }
}
