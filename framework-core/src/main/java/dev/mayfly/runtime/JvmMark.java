package dev.mayfly.runtime;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A JVM of this machine, as written at the end of a file's name: {@code lease.1234-1700000000000}.
 *
 * @param pid the process's number
 * @param startMillis when it started, since numbers are used again
 */
record JvmMark(long pid, long startMillis) {

  /** Linux counts from the machine's start, which it corrects now and then. */
  private static final long TOLERANCE_MILLIS = 3_000;

  static JvmMark ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new JvmMark(self.pid(), startOf(self));
  }

  /** Reads the last part of a file's name; what is no mark is nobody's. */
  static JvmMark atEndOf(Path file) {
    String name = file.getFileName().toString();
    String[] parts = name.substring(name.lastIndexOf('.') + 1).split("-", -1);
    try {
      return new JvmMark(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return new JvmMark(0, 0);
    }
  }

  /** Compares by hand: a record's own way costs a cold JVM some 20 ms. */
  boolean isThisProcess() {
    JvmMark self = ofThisProcess();
    return pid == self.pid && startMillis == self.startMillis;
  }

  /** Whether no such process runs in this process namespace. */
  boolean isDead() {
    return ProcessHandle.of(pid)
        .map(process -> Math.abs(startOf(process) - startMillis) > TOLERANCE_MILLIS)
        .orElse(true);
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  @Override
  public String toString() {
    return pid + "-" + startMillis;
  }
}
