package dev.mayfly.kubernetes;

import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import dev.mayfly.engine.LineAssembler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads a log as a cluster sends it, each line after its time and a blank. */
final class LogText {

  private static final int SHORTEST_TIME = 20;
  private static final int LONGEST_TIME = 40;
  private static final int PIECE = 16 * 1024;
  private static final int KEPT_AT_ONCE = 16 * 1024;

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
    int start = timeLength(line);
    if (start > 0) {
      Instant time = Instant.parse(line.substring(0, start - 1));
      lines.accept(new LogLine(Stream.STDOUT, time, joined(line.substring(start))));
    }
  }

  /** Nodes keep a long line in pieces, and old ones write a time before each. */
  private static String joined(String text) {
    if (text.length() <= KEPT_AT_ONCE) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length);
    int from = 0;
    while (from < bytes.length) {
      int count = Math.min(KEPT_AT_ONCE, bytes.length - from);
      all.write(bytes, from, count);
      from += count;
      from += timeLength(begin(bytes, from));
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static String begin(byte[] bytes, int from) {
    int count = Math.min(LONGEST_TIME + 1, bytes.length - from);
    return new String(bytes, from, count, StandardCharsets.ISO_8859_1);
  }

  /** The length of the time and the blank with which a text begins; 0 if it begins with none. */
  private static int timeLength(String text) {
    int blank = text.indexOf(' ');
    if (blank < SHORTEST_TIME || blank > LONGEST_TIME) {
      return 0;
    }
    try {
      Instant.parse(text.substring(0, blank));
      return blank + 1;
    } catch (DateTimeParseException e) {
      return 0;
    }
  }
}
