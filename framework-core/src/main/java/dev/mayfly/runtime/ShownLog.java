package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.secrets.KnownSecrets;
import dev.mayfly.secrets.MaskedLines;
import java.time.Instant;
import java.util.List;

/**
 * The end of a container's log as messages show it: without secrets and control characters, and of
 * bearable length.
 *
 * @param lines oldest first
 * @param dropped how many more were asked for, and are left out since they are long
 */
record ShownLog(List<LogLine> lines, long dropped) {

  static final ShownLog NONE = new ShownLog(List.of(), 0);

  private static final int MOST_CHARACTERS = 20_000;
  private static final int LONGEST_LINE = 2_000;

  /** Reads the last lines of a container's log. */
  static ShownLog of(ContainerEngine engine, String id, int mostLines, KnownSecrets secrets) {
    MaskedLines masked = secrets.lines();
    LogTail tail = new LogTail(mostLines, MOST_CHARACTERS, LONGEST_LINE);
    engine.readLogs(
        id,
        Instant.EPOCH,
        mostLines,
        line -> {
          String text = Printable.text(masked.next(line.text()));
          tail.add(new LogLine(line.stream(), line.time(), text));
        });
    return new ShownLog(tail.sorted(), tail.dropped());
  }

  /** The last part of a message. */
  String text(String ifEmpty) {
    StringBuilder text = new StringBuilder("  log");
    text.append(lines.isEmpty() ? ": " + ifEmpty : ", last lines:");
    if (dropped > 0) {
      text.append(" (").append(dropped).append(" long ones left out; mayfly.logs=file keeps all)");
    }
    lines.forEach(line -> text.append("\n    ").append(line.text()));
    return text.toString();
  }
}
