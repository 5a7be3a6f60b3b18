package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import dev.mayfly.arguments.Excerpt;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The last lines of a log, however long it is and its lines are. Long lines are cut in their
 * middle, with a word on how much was left out. Not thread-safe.
 */
final class LogTail {

  private final int mostLines;
  private final int mostCharacters;
  private final int longestLine;
  private final Deque<LogLine> lines = new ArrayDeque<>();
  private long characters;
  private long dropped;
  private boolean cut;

  /**
   * An empty one.
   *
   * @param mostLines how many lines are kept
   * @param mostCharacters how many characters these may have together
   * @param longestLine how many characters of a line are kept
   */
  LogTail(int mostLines, int mostCharacters, int longestLine) {
    this.mostLines = mostLines;
    this.mostCharacters = mostCharacters;
    this.longestLine = longestLine;
  }

  void add(LogLine line) {
    LogLine kept = line;
    if (line.text().length() > longestLine) {
      cut = true;
      String text = Excerpt.of(line.text(), longestLine, "mayfly.logs=file keeps all of it");
      kept = new LogLine(line.stream(), line.time(), text);
    }
    lines.addLast(kept);
    characters += kept.text().length();
    while (lines.size() > mostLines || (characters > mostCharacters && lines.size() > 1)) {
      characters -= lines.removeFirst().text().length();
      dropped++;
    }
  }

  /** In the order in which they were added. */
  List<LogLine> lines() {
    return List.copyOf(lines);
  }

  /** Sorted by time: an engine writes down the two streams by two threads. */
  List<LogLine> sorted() {
    return lines.stream().sorted(Comparator.comparing(LogLine::time)).toList();
  }

  /** How many lines were added and are not kept. */
  long dropped() {
    return dropped;
  }

  /** Whether all that was added is kept in whole. */
  boolean isWhole() {
    return dropped == 0 && !cut;
  }
}
