package dev.mayfly;

import dev.mayfly.arguments.Printable;
import java.nio.charset.StandardCharsets;

/** How a command inside a container ended and what it wrote. Immutable. */
public final class ExecResult {

  private final int exitCode;
  private final byte[] stdout;
  private final byte[] stderr;

  public ExecResult(int exitCode, byte[] stdout, byte[] stderr) {
    this.exitCode = exitCode;
    this.stdout = stdout.clone();
    this.stderr = stderr.clone();
  }

  public int exitCode() {
    return exitCode;
  }

  /** Standard output, read as UTF-8. */
  public String stdout() {
    return new String(stdout, StandardCharsets.UTF_8);
  }

  /** Standard error, read as UTF-8. */
  public String stderr() {
    return new String(stderr, StandardCharsets.UTF_8);
  }

  public byte[] stdoutBytes() {
    return stdout.clone();
  }

  public byte[] stderrBytes() {
    return stderr.clone();
  }

  /**
   * Returns itself if the command ended with 0.
   *
   * @throws MayflyException otherwise, with the exit code and what was written
   */
  public ExecResult orThrow() {
    if (exitCode != 0) {
      throw new MayflyException(
          "The command ended with exit code "
              + exitCode
              + ".\nstdout: "
              + Printable.text(stdout())
              + "\nstderr: "
              + Printable.text(stderr()));
    }
    return this;
  }

  @Override
  public String toString() {
    return "exit code " + exitCode + ", stdout \"" + stdout() + "\", stderr \"" + stderr() + "\"";
  }
}
