package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import dev.mayfly.ready.Probe.LogMatches;
import dev.mayfly.runtime.LineCounter.Wanted;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is remembered of the lines of one reading of a log. Guarded by its owner's lock. */
final class SeenLines {

  private final Map<Wanted, LineCounter> counters;
  private final LogTail tail;
  private long number;

  /**
   * @param wanted what is counted from the first line on
   * @param tail keeps the last lines
   */
  SeenLines(Collection<Wanted> wanted, LogTail tail) {
    Map<Wanted, LineCounter> all = new LinkedHashMap<>();
    wanted.forEach(one -> all.put(one, new LineCounter(one)));
    this.counters = all;
    this.tail = tail;
  }

  /** Keeps a line for now, and tells who has to see it. */
  List<LineCounter> keep(LogLine line) {
    tail.add(line);
    number++;
    return List.copyOf(counters.values());
  }

  /** Counts something more from now on; tells whether that includes the lines seen so far. */
  boolean alsoCounts(Wanted wanted) {
    if (!counters.containsKey(wanted) && tail.isWhole()) {
      LineCounter counter = new LineCounter(wanted);
      tail.lines().forEach(counter::see);
      counters.put(wanted, counter);
    }
    return counters.containsKey(wanted);
  }

  List<LogLine> tail() {
    return tail.lines();
  }

  /** How many there were. */
  long number() {
    return number;
  }

  LogMatches matches(Wanted wanted) {
    LineCounter counter = counters.get(wanted);
    return counter == null ? new LogMatches(0, "") : counter.matches();
  }
}
