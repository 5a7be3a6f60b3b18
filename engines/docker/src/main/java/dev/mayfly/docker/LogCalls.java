package dev.mayfly.docker;

import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Asks for what containers have logged.
 *
 * @param api of the engine
 * @param clock which it notes lines by
 */
record LogCalls(Api api, EngineClock clock) {

  void read(String id, Instant since, int tail, Consumer<LogLine> lines) {
    Target target = target(id, since);
    String what = "Reading the log of container " + id;
    try (Response response =
        api.stream(what, tail > 0 ? target.query("tail", Integer.toString(tail)) : target, null)) {
      LogReader.read(response.body(), byOurClock(since, lines));
    } catch (IOException e) {
      throw api.broken(what, e);
    }
  }

  LogSubscription follow(String id, Instant since, Consumer<LogLine> lines, Runnable atEnd) {
    Target target = target(id, since).query("follow", "1");
    Response response = api.stream("Following the log of container " + id, target, null);
    return Subscription.start(
        "mayfly-docker-log-" + id.substring(0, Math.min(12, id.length())),
        response,
        in -> LogReader.read(in, byOurClock(since, lines)),
        closed -> atEnd.run());
  }

  /** Podman takes only whole seconds, and so gives lines from before. */
  private Consumer<LogLine> byOurClock(Instant since, Consumer<LogLine> lines) {
    return line -> {
      Instant time = line.time().equals(Instant.EPOCH) ? line.time() : clock.here(line.time());
      if (!time.isBefore(since)) {
        lines.accept(new LogLine(line.stream(), time, line.text()));
      }
    };
  }

  private Target target(String id, Instant since) {
    Target target =
        Target.of("containers", id, "logs")
            .query("stdout", "1")
            .query("stderr", "1")
            .query("timestamps", "1");
    return since.equals(Instant.EPOCH)
        ? target
        : target.query("since", seconds(clock.ofEngine(since)));
  }

  /**
   * A time as engines read it: seconds since 1970, and nanoseconds after a point. A format would
   * load the locale's data, for which a first start would wait.
   */
  static String seconds(Instant time) {
    String nanos = Integer.toString(time.getNano());
    return time.getEpochSecond() + "." + "0".repeat(9 - nanos.length()) + nanos;
  }
}
