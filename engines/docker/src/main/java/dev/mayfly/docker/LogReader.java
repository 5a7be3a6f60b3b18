package dev.mayfly.docker;

import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import dev.mayfly.engine.LineAssembler;
import dev.mayfly.engine.PerStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a container's log as the engine sends it with timestamps.
 *
 * <p>The log of a container with a terminal comes as it is, all others in frames; each message of
 * the engine begins with its time, also one that goes on with a long line.
 */
final class LogReader {

  private static final int LONGEST_TIME = 40;

  private final Consumer<LogLine> lines;
  private final PerStream<LineAssembler> assemblers =
      new PerStream<>(new LineAssembler(), new LineAssembler());
  private final Map<Stream, Instant> times = new EnumMap<>(Stream.class);

  private LogReader(Consumer<LogLine> lines) {
    this.lines = lines;
  }

  /** Reads to the end, and hands on each line as soon as it is complete. */
  static void read(InputStream log, Consumer<LogLine> lines) throws IOException {
    InputStream in = new BufferedInputStream(log);
    in.mark(1);
    int first = in.read();
    in.reset();
    LogReader reader = new LogReader(lines);
    if (first > 3) {
      reader.readPlain(in);
    } else {
      reader.readFrames(new FrameReader(in));
    }
  }

  private void readFrames(FrameReader frames) throws IOException {
    try {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        add(frame);
      }
    } finally {
      assemblers.forEach((stream, rest) -> rest.end(text -> emit(stream, text)));
    }
  }

  private void add(Frame frame) {
    Stream stream = frame.stream();
    byte[] bytes = frame.bytes();
    LineAssembler assembler = assemblers.of(stream);
    int start = 0;
    if (frame.isStart()) {
      String begin =
          new String(bytes, 0, Math.min(bytes.length, LONGEST_TIME), StandardCharsets.ISO_8859_1);
      start = timeLength(begin);
      if (start > 0 && assembler.isAtLineStart()) {
        times.put(stream, Instant.parse(begin.substring(0, start - 1)));
      }
    }
    assembler.append(bytes, start, text -> emit(stream, text));
  }

  private void emit(Stream stream, String text) {
    lines.accept(new LogLine(stream, times.getOrDefault(stream, Instant.EPOCH), text));
  }

  private void readPlain(InputStream in) throws IOException {
    LineAssembler assembler = new LineAssembler();
    byte[] buffer = new byte[8 * 1024];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      assembler.append(Arrays.copyOf(buffer, read), 0, this::emitPlain);
    }
    assembler.end(this::emitPlain);
  }

  private void emitPlain(String line) {
    int start = timeLength(line);
    if (start > 0) {
      times.put(Stream.STDOUT, Instant.parse(line.substring(0, start - 1)));
    }
    emit(Stream.STDOUT, line.substring(start));
  }

  /** The length of the time and the space with which a text begins; 0 if it begins with none. */
  private static int timeLength(String text) {
    int space = text.indexOf(' ');
    if (space < 20 || space >= LONGEST_TIME) {
      return 0;
    }
    try {
      Instant.parse(text.substring(0, space));
      return space + 1;
    } catch (DateTimeParseException noTime) {
      return 0;
    }
  }
}
