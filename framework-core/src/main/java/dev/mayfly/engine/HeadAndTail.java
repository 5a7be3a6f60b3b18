package dev.mayfly.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keeps the first and the last bytes of what may be of any length, and says between them how many
 * were left out. Takes no more memory than it holds. Not thread-safe.
 */
final class HeadAndTail {

  private final int half;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private byte[] tail = new byte[0];
  private int next;
  private long seen;

  /**
   * @param half how many bytes of the begin, and how many of the end, are kept
   */
  HeadAndTail(int half) {
    this.half = half;
  }

  void write(byte[] bytes) {
    int first = Math.min(bytes.length, half - head.size());
    head.write(bytes, 0, first);
    for (int from = first; from < bytes.length; ) {
      from += writeTail(bytes, from);
    }
    seen += bytes.length;
  }

  private int writeTail(byte[] bytes, int from) {
    if (next == tail.length && tail.length < half) {
      tail = Arrays.copyOf(tail, Math.min(half, Math.max(64 * 1024, tail.length * 2)));
    }
    next = next == tail.length ? 0 : next;
    int count = Math.min(bytes.length - from, tail.length - next);
    System.arraycopy(bytes, from, tail, next, count);
    next += count;
    return count;
  }

  /** How many bytes are not kept. */
  long leftOut() {
    return Math.max(0, seen - 2L * half);
  }

  byte[] bytes() {
    ByteArrayOutputStream all =
        new ByteArrayOutputStream((int) Math.min(seen + 200, 2L * half + 200));
    all.writeBytes(head.toByteArray());
    if (leftOut() > 0) {
      all.writeBytes(
          ("\n[… "
                  + leftOut()
                  + " bytes left out; ExecSpec.stdoutTo(file) keeps all of stdout …]\n")
              .getBytes(StandardCharsets.UTF_8));
      all.write(tail, next, tail.length - next);
    }
    all.write(tail, 0, next);
    return all.toByteArray();
  }

  /** The last characters, at most so many. */
  String end(int most) {
    byte[] kept = bytes();
    int from = Math.max(0, kept.length - most * 4);
    String text = new String(kept, from, kept.length - from, StandardCharsets.UTF_8);
    return text.substring(Math.max(0, text.length() - most));
  }
}
