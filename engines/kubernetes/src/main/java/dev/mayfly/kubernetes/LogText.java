package dev.mayfly.kubernetes;

import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import dev.mayfly.engine.LineAssembler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads a log as a cluster sends it, each line after its time and a blank. */
final class LogText {

  private static final int SHORTEST_TIME = 20;
  private static final int LONGEST_TIME = 40;
  private static final int PIECE = 16 * 1024;

  private LogText() {}

  /** Reads to the end, and hands on each line as soon as it is complete. */
  static void read(InputStream log, Consumer<LogLine> lines) throws IOException {
    LineAssembler assembler = new LineAssembler();
    byte[] piece = new byte[PIECE];
    for (int count = log.read(piece); count >= 0; count = log.read(piece)) {
      assembler.append(Arrays.copyOf(piece, count), 0, line -> emit(line, lines));
    }
    assembler.end(line -> emit(line, lines));
  }

  /** A line without a time is the node's own word on the log, and not the container's. */
  private static void emit(String line, Consumer<LogLine> lines) {
    int blank = line.indexOf(' ');
    if (blank < SHORTEST_TIME || blank > LONGEST_TIME) {
      return;
    }
    try {
      Instant time = Instant.parse(line.substring(0, blank));
      lines.accept(new LogLine(Stream.STDOUT, time, line.substring(blank + 1)));
    } catch (DateTimeParseException e) {
      // likewise
    }
  }
}
