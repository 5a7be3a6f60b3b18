package dev.mayfly.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A JVM of this machine, as written at the end of a file's name: {@code lease.1234-567890}.
 *
 * @param pid the process's number
 * @param start when it started, since numbers are used again: on Linux in ticks since the machine's
 *     own start, which setting the clock does not change (proc(5)), elsewhere in milliseconds
 */
public record JvmMark(long pid, long start) {

  private static final long TOLERANCE_MILLIS = 3_000;
  private static final int START_AFTER_NAME = 19;

  /** This JVM's. */
  public static JvmMark ofThisProcess() {
    return of(ProcessHandle.current());
  }

  /** That of a process of this machine. */
  public static JvmMark of(ProcessHandle process) {
    long pid = process.pid();
    return new JvmMark(pid, hasProc() ? ticks(pid) : millis(pid));
  }

  /** Reads the last part of a file's name; what is no mark is nobody's. */
  public static JvmMark atEndOf(Path file) {
    String name = file.getFileName().toString();
    String[] parts = name.substring(name.lastIndexOf('.') + 1).split("-", -1);
    try {
      return new JvmMark(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return new JvmMark(0, 0);
    }
  }

  /** Compares by hand: a record's own way costs a cold JVM some 20 ms. */
  public boolean isThisProcess() {
    JvmMark self = ofThisProcess();
    return pid == self.pid && start == self.start;
  }

  /**
   * Whether it is certain that no such process runs in this process namespace. Where Linux hides
   * the processes of other users ({@code hidepid}), it never is of one that can't be seen.
   */
  public boolean isDead() {
    if (!hasProc()) {
      return Math.abs(millis(pid) - start) > TOLERANCE_MILLIS;
    }
    return Files.isReadable(stat(pid)) ? ticks(pid) != start : Files.isReadable(stat(1));
  }

  private static boolean hasProc() {
    return Files.isReadable(Path.of("/proc/self/stat"));
  }

  private static Path stat(long pid) {
    return Path.of("/proc", String.valueOf(pid), "stat");
  }

  /**
   * 0 if it has ended, also if nobody has asked for its exit code yet. The process's name, which
   * may hold anything, is in brackets.
   */
  private static long ticks(long pid) {
    try {
      String stat = Files.readString(stat(pid), StandardCharsets.ISO_8859_1);
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return "ZX".contains(afterName[0]) ? 0 : Long.parseLong(afterName[START_AFTER_NAME]);
    } catch (IOException e) {
      return 0;
    }
  }

  /** 0 if there is none. */
  private static long millis(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .map(Instant::toEpochMilli)
        .orElse(0L);
  }

  @Override
  public String toString() {
    return pid + "-" + start;
  }
}
