package dev.mayfly.docker;

import java.io.Closeable;
import java.io.IOException;

/**
 * Bytes to an engine and from it. One thread may read while another writes, and any thread may
 * close it or interrupt one of the two, which ends both at once.
 */
interface Wire extends Closeable {

  /** Waits for bytes; -1 at their end. */
  int read(byte[] target, int offset, int length) throws IOException;

  /** Returns once all are on their way. */
  void write(byte[] source, int offset, int length) throws IOException;

  /** Ends what the engine reads, and leaves open what it writes. */
  void endOutput() throws IOException;

  /** Whether the engine holds its end open and has sent nothing that was not read. */
  boolean isQuiet() throws IOException;
}
