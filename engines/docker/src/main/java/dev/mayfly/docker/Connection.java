package dev.mayfly.docker;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One wire to the engine, used by one exchange at a time.
 *
 * <p>Reading and writing may go on in two threads at once, and any thread may close it, which ends
 * both at once.
 */
final class Connection implements Closeable {

  private static final int BUFFER_BYTES = 32 * 1024;

  private final Wire wire;
  private final Fate fate;
  private final InputStream input;
  private final WireOutput output;
  private boolean used;

  /**
   * @param listener runs for all that comes, on the thread that reads
   */
  Connection(Wire wire, Runnable listener) {
    this.wire = wire;
    this.fate = new Fate(listener);
    this.input = new BufferedInputStream(new WireInput(wire, fate), BUFFER_BYTES);
    this.output = new WireOutput(wire, fate);
  }

  InputStream input() {
    return input;
  }

  /** Unbuffered. */
  OutputStream output() {
    return output;
  }

  /** Whether the engine has stopped to read. */
  boolean isOutputBroken() {
    return output.isBroken();
  }

  /** Whether an exchange went over it before. */
  boolean wasUsed() {
    return used;
  }

  void markUsed() {
    used = true;
  }

  /** Whether the engine still holds its end open and has sent nothing that was not asked for. */
  boolean isAlive() {
    try {
      return input.available() == 0 && wire.isQuiet();
    } catch (IOException broken) {
      return false;
    }
  }

  /** Ends what the engine reads, and leaves open what it writes. */
  void endOutput() throws IOException {
    wire.endOutput();
  }

  /** Closes it; who reads or writes gets the reason. */
  void giveUp(String reason) {
    fate.givenUp(reason);
    close();
  }

  @Override
  public void close() {
    try {
      wire.close();
    } catch (IOException e) {
      // it is given up either way
    }
  }
}
