package dev.mayfly.docker;

import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a command writes, and hands it on line by line if asked to. */
final class ExecOutput {

  private static final int MOST_SHOWN = 2_000;

  private final PerStream<ByteArrayOutputStream> bytes =
      new PerStream<>(new ByteArrayOutputStream(), new ByteArrayOutputStream());
  private final PerStream<LineAssembler> assemblers =
      new PerStream<>(new LineAssembler(), new LineAssembler());
  private final @Nullable Consumer<LogLine> lines;

  ExecOutput(@Nullable Consumer<LogLine> lines) {
    this.lines = lines;
  }

  void readAll(InputStream in) throws IOException {
    FrameReader frames = new FrameReader(in);
    for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
      Stream stream = frame.stream();
      bytes.of(stream).writeBytes(frame.bytes());
      if (lines != null) {
        assemblers.of(stream).append(frame.bytes(), 0, text -> emit(stream, text));
      }
    }
    assemblers.forEach((stream, rest) -> rest.end(text -> emit(stream, text)));
  }

  private void emit(Stream stream, String text) {
    if (lines != null) {
      lines.accept(new LogLine(stream, Instant.now(), text));
    }
  }

  byte[] bytes(Stream stream) {
    return bytes.of(stream).toByteArray();
  }

  /** The end of what was written so far, for messages. */
  String describe() {
    StringBuilder text = new StringBuilder();
    bytes.forEach(
        (stream, all) -> {
          String written = all.toString(StandardCharsets.UTF_8);
          if (!written.isBlank()) {
            String end = written.substring(Math.max(0, written.length() - MOST_SHOWN));
            text.append('\n')
                .append(stream.name().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(end);
          }
        });
    return text.toString();
  }
}
