package dev.mayfly.kubernetes;

import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.kubernetes.Known.End;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A container's log: that of its pod, or what was kept of it when it was stopped. Thread-safe. */
final class Logs implements AutoCloseable {

  private final Containers containers;
  private final PodLogs pods;

  Logs(Containers containers, PodLogs pods) {
    this.containers = containers;
    this.pods = pods;
  }

  void read(String id, Instant since, int tail, Consumer<LogLine> lines) {
    Optional<List<LogLine>> kept = kept(id, since);
    if (kept.isEmpty()) {
      pods.read(id, since, tail, lines);
      return;
    }
    List<LogLine> all = kept.get();
    int skipped = tail == 0 ? 0 : Math.max(0, all.size() - tail);
    all.subList(skipped, all.size()).forEach(lines);
  }

  LogSubscription follow(String id, Instant since, Consumer<LogLine> lines, Runnable atEnd) {
    Optional<List<LogLine>> kept = kept(id, since);
    if (kept.isEmpty()) {
      return pods.follow(id, since, lines, atEnd);
    }
    kept.get().forEach(lines);
    atEnd.run();
    return () -> {};
  }

  /** Lines of a container without a pod; nothing was logged by one that was not started yet. */
  private Optional<List<LogLine>> kept(String id, Instant since) {
    Optional<Known> known = containers.find(id);
    if (known.isPresent() && !known.get().wasStarted()) {
      return Optional.of(List.of());
    }
    return known
        .map(Known::end)
        .map(End::log)
        .map(log -> log.stream().filter(line -> !line.time().isBefore(since)).toList());
  }

  @Override
  public void close() {
    pods.close();
  }
}
