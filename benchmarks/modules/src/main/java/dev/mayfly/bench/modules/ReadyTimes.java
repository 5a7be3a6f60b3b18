package dev.mayfly.bench.modules;

import dev.mayfly.RunningContainer;
import dev.mayfly.bench.subject.EngineSocket;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the start of a container's process to the return of Mayfly's start, beside the time to the
 * line by which the service says itself that it is ready, in one and the same start.
 *
 * <p>Arguments: how many starts of each, and the names of modules, or none for all.
 */
public final class ReadyTimes {

  private static final Pattern STARTED = Pattern.compile("\"StartedAt\":\"([^\"]+)\"");
  private static final Pattern STAMP = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z) (.*)");

  private ReadyTimes() {}

  /**
   * One start, each since the process began.
   *
   * @param own to the service's line
   * @param ours to the return of the start
   */
  private record Times(Duration own, Duration ours) {

    double ratio() {
      return (double) ours.toNanos() / own.toNanos();
    }
  }

  public static void main(String[] arguments) throws IOException {
    int repeats = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
    List<String> names =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    System.out.println("| module | its own line, s | ready, s | ratio |\n|---|---:|---:|---:|");
    for (ModuleService service : ModuleService.ALL) {
      if (names.isEmpty() || names.contains(service.name())) {
        System.out.println(row(service, repeats));
      }
    }
  }

  /** Each start in a session of its own, and the first of them, which reads images, not counted. */
  private static String row(ModuleService service, int repeats) throws IOException {
    List<Times> all = new ArrayList<>();
    for (int turn = 0; turn <= repeats; turn++) {
      Optional<Times> times = start(service);
      if (turn > 0) {
        times.ifPresent(all::add);
      }
    }
    if (all.isEmpty()) {
      return "| " + service.name() + " | no line | | |";
    }
    return "| %s | %.2f | %.2f | %.2f |"
        .formatted(
            service.name(),
            median(all.stream().map(times -> times.own().toNanos() / 1e9).sorted().toList()),
            median(all.stream().map(times -> times.ours().toNanos() / 1e9).sorted().toList()),
            median(all.stream().map(Times::ratio).sorted().toList()));
  }

  private static double median(List<Double> sorted) {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static Optional<Times> start(ModuleService service) throws IOException {
    try (Containers containers = Containers.open()) {
      RunningContainer running = containers.start(service.handle()).running();
      Instant ready = Instant.now();
      Instant began = began(running.id());
      return said(running.id(), service.says())
          .map(line -> new Times(Duration.between(began, line), Duration.between(began, ready)));
    }
  }

  private static Instant began(String id) throws IOException {
    try (EngineSocket engine = EngineSocket.open()) {
      Matcher found = STARTED.matcher(engine.call("GET", "/containers/" + id + "/json"));
      if (!found.find()) {
        throw new IOException("the engine does not say when " + id + " began");
      }
      return Instant.parse(found.group(1));
    }
  }

  private static Optional<Instant> said(String id, Pattern says) throws IOException {
    try (EngineSocket engine = EngineSocket.open()) {
      String log = engine.call("GET", "/containers/" + id + "/logs?stdout=1&stderr=1&timestamps=1");
      return STAMP
          .matcher(log)
          .results()
          .filter(line -> says.matcher(line.group(2)).find())
          .map(line -> Instant.parse(line.group(1)))
          .reduce((first, last) -> last);
    }
  }
}
