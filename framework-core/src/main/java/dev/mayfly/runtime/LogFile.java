package dev.mayfly.runtime;

import dev.mayfly.LogLine;
import dev.mayfly.arguments.Printable;
import dev.mayfly.secrets.MaskedLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open file that gets the lines of one container. Used by one thread.
 *
 * @param path where it is
 * @param channel open for writing; closed with it
 */
record LogFile(Path path, FileChannel channel) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.logs");

  /**
   * Adds a line, with its time, a mark if it went to standard error, and without secrets.
   *
   * @throws UncheckedIOException if it can't be written
   */
  void write(LogLine line, MaskedLines masked) {
    String mark = line.stream() == LogLine.Stream.STDERR ? " ! " : "   ";
    String text = line.time() + mark + Printable.text(masked.next(line.text())) + "\n";
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + path, e);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("Can't close {}: {}", path, e.toString());
    }
  }
}
