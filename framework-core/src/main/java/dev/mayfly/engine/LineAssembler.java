package dev.mayfly.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * For adapters: puts lines together from pieces that end anywhere, within a line or a character.
 *
 * <p>A line longer than 16 MiB is handed on in parts, so that output without lines does not fill
 * the memory. Not thread-safe.
 */
public final class LineAssembler {

  private static final int LONGEST = 16 * 1024 * 1024;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** Whether the next piece begins a line. */
  public boolean isAtLineStart() {
    return line.size() == 0;
  }

  /** Takes the bytes from {@code offset} on, and hands on the lines that end with them. */
  public void append(byte[] bytes, int offset, Consumer<String> lines) {
    int start = offset;
    for (int i = offset; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line.write(bytes, start, i - start);
        emit(lines);
        start = i + 1;
      }
    }
    line.write(bytes, start, bytes.length - start);
    if (line.size() > LONGEST) {
      emit(lines);
    }
  }

  /** Hands on a last line that has no end. */
  public void end(Consumer<String> lines) {
    if (line.size() > 0) {
      emit(lines);
    }
  }

  private void emit(Consumer<String> lines) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
