package dev.mayfly.docker;

import dev.mayfly.LogLine.Stream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart the stream in which the engine mixes standard output and standard error: eight bytes
 * that name the stream and the length, and then the content.
 */
final class FrameReader {

  private static final int HEADER_BYTES = 8;
  private static final int MOST_AT_ONCE = 64 * 1024;

  private final InputStream in;
  private Stream stream = Stream.STDOUT;
  private long left;

  FrameReader(InputStream in) {
    this.in = in;
  }

  /** The next piece, or null at the end; it blocks until there is one. */
  @Nullable Frame next() throws IOException {
    boolean isStart = left == 0;
    while (left == 0) {
      if (!readHeader()) {
        return null;
      }
    }
    byte[] bytes = new byte[(int) Math.min(left, MOST_AT_ONCE)];
    int read = in.read(bytes);
    if (read < 0) {
      throw new EOFException("The stream ended within a frame.");
    }
    left -= read;
    return new Frame(stream, isStart, read == bytes.length ? bytes : Arrays.copyOf(bytes, read));
  }

  private boolean readHeader() throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    if (header.length == 0) {
      return false;
    }
    if (header.length < HEADER_BYTES) {
      throw new EOFException("The stream ended within a frame's header.");
    }
    if (header[0] < 0 || header[0] > 3 || (header[1] | header[2] | header[3]) != 0) {
      throw new ProtocolException("This is no frame of a container's output.");
    }
    stream = header[0] < 2 ? Stream.STDOUT : Stream.STDERR;
    left = 0;
    for (int i = 4; i < HEADER_BYTES; i++) {
      left = (left << 8) | (header[i] & 0xff);
    }
    return true;
  }
}
