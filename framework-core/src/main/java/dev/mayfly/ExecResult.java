package dev.mayfly;

import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Printable;
import dev.mayfly.secrets.KnownSecrets;
import java.nio.charset.StandardCharsets;

/**
 * How a command inside a container ended and what it wrote, at most 16 MiB of each stream.
 * Immutable.
 */
public final class ExecResult {

  private static final int MOST_SHOWN = 8_000;

  private final int exitCode;
  private final byte[] stdout;
  private final byte[] stderr;
  private final boolean whole;
  private final KnownSecrets secrets;

  /** The end of a command whose output is kept in whole. */
  public ExecResult(int exitCode, byte[] stdout, byte[] stderr) {
    this(exitCode, stdout.clone(), stderr.clone(), true, new KnownSecrets());
  }

  private ExecResult(
      int exitCode, byte[] stdout, byte[] stderr, boolean whole, KnownSecrets secrets) {
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
    this.whole = whole;
    this.secrets = secrets;
  }

  /** For sessions: the same, with what is to be starred in messages. */
  public ExecResult hiding(KnownSecrets known) {
    return new ExecResult(exitCode, stdout, stderr, whole, known);
  }

  /** For engines: the same, of whose output some was left out, as it says itself. */
  public ExecResult cut() {
    return new ExecResult(exitCode, stdout, stderr, false, secrets);
  }

  /**
   * Whether all output is here. Of each stream 16 MiB are kept, the first and the last half, with a
   * word on what was left out between them; {@link ExecSpec#stdoutTo} and a consumer of lines get
   * all of it.
   */
  public boolean isWhole() {
    return whole;
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
   * @throws MayflyException otherwise, with the exit code and what was written: without secrets,
   *     and of each stream at most 8,000 characters, the first and the last
   */
  public ExecResult orThrow() {
    if (exitCode != 0) {
      throw new MayflyException(
          "The command ended with exit code "
              + exitCode
              + ".\nstdout: "
              + shown(stdout(), "stdout()")
              + "\nstderr: "
              + shown(stderr(), "stderr()"));
    }
    return this;
  }

  private String shown(String output, String whole) {
    String masked = Printable.text(secrets.mask(output));
    return Excerpt.of(masked, MOST_SHOWN, whole + " of the result has more");
  }

  /** Without secrets, and of long output the begin and the end. */
  @Override
  public String toString() {
    return "exit code "
        + exitCode
        + ", stdout \""
        + shown(stdout(), "stdout()")
        + "\", stderr \""
        + shown(stderr(), "stderr()")
        + "\"";
  }
}
