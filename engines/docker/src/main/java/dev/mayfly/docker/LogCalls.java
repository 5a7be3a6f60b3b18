package dev.mayfly.docker;

import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks for what containers have logged.
 *
 * @param api of the engine
 * @param clock which it notes lines by
 * @param wholeSeconds whether it tells their moments by whole seconds only
 */
record LogCalls(Api api, EngineClock clock, boolean wholeSeconds) {

  void read(String id, Instant since, int tail, Consumer<LogLine> lines) {
    if (wholeSeconds && tail > 0) {
      readNumberedTail(id, ofEngine(since), tail, lines);
    } else {
      Target target = target(id, asked(since));
      ask(id, tail > 0 ? withTail(target, tail) : target, told(since, lines));
    }
  }

  private static Target withTail(Target target, int tail) {
    return target.query("tail", Integer.toString(tail));
  }

  private void ask(String id, Target target, Consumer<LogLine> lines) {
    String what = "Reading the log of container " + id;
    try (Response response = api.stream(what, target, null)) {
      LogReader.read(response.body(), lines);
    } catch (IOException e) {
      throw api.broken(what, e);
    }
  }

  /** Which of its second's lines the first is takes reading that second from its beginning. */
  private void readNumberedTail(String id, Instant since, int tail, Consumer<LogLine> lines) {
    List<LogLine> end = new ArrayList<>();
    ask(id, withTail(target(id, NumberedLines.asked(since)), tail), end::add);
    if (end.isEmpty()) {
      return;
    }
    Instant second = end.get(0).time();
    Instant first = NumberedLines.isNumbered(since) && since.isAfter(second) ? since : second;
    Deque<LogLine> last = new ArrayDeque<>();
    Consumer<LogLine> keep =
        line -> {
          last.add(line);
          if (last.size() > end.size()) {
            last.remove();
          }
        };
    ask(id, target(id, NumberedLines.asked(first)), new NumberedLines(first, keep));
    last.forEach(line -> lines.accept(byOurClock(line)));
  }

  LogSubscription follow(String id, Instant since, Consumer<LogLine> lines, Runnable atEnd) {
    String what = "Following the log of container " + id;
    String thread = "mayfly-docker-log-" + id.substring(0, Math.min(12, id.length()));
    Target target = target(id, asked(since)).query("follow", "1");
    Consumer<LogLine> told = told(since, lines);
    Subscription.Reading reading = in -> LogReader.read(in, told);
    if (wholeSeconds) {
      return followSilent(what, id, thread, target, reading, atEnd);
    }
    return Subscription.start(
        thread, api.stream(what, target, null), reading, closed -> atEnd.run());
  }

  /** Podman 4 answers with the first line only, which a container may never write. */
  private LogSubscription followSilent(
      String what,
      String id,
      String thread,
      Target target,
      Subscription.Reading reading,
      Runnable atEnd) {
    api.get(what, Target.of("containers", id, "json"));
    return Subscription.open(
        thread, () -> api.stream(what, target, null), reading, closed -> atEnd.run());
  }

  private Instant asked(Instant since) {
    Instant there = ofEngine(since);
    return wholeSeconds ? NumberedLines.asked(there) : there;
  }

  private Consumer<LogLine> told(Instant since, Consumer<LogLine> lines) {
    if (wholeSeconds) {
      return new NumberedLines(ofEngine(since), line -> lines.accept(byOurClock(line)));
    }
    return line -> {
      LogLine here = byOurClock(line);
      if (!here.time().isBefore(since)) {
        lines.accept(here);
      }
    };
  }

  private Instant ofEngine(Instant since) {
    return since.equals(Instant.EPOCH) ? since : clock.ofEngine(since);
  }

  private LogLine byOurClock(LogLine line) {
    return line.time().equals(Instant.EPOCH)
        ? line
        : new LogLine(line.stream(), clock.here(line.time()), line.text());
  }

  private static Target target(String id, Instant since) {
    Target target =
        Target.of("containers", id, "logs")
            .query("stdout", "1")
            .query("stderr", "1")
            .query("timestamps", "1");
    return since.equals(Instant.EPOCH) ? target : target.query("since", seconds(since));
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
