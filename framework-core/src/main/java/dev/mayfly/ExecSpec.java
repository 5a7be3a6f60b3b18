package dev.mayfly;

import dev.mayfly.arguments.Excerpt;
import dev.mayfly.arguments.Given;
import dev.mayfly.secrets.SecretSearch;
import dev.mayfly.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command to run inside a running container. Immutable.
 *
 * @param command the program and its arguments; no shell is involved
 * @param stdin what the command reads; its end of file follows
 * @param env variables beside the container's own
 * @param user user name or number, or null for the container's
 * @param workingDirectory absolute, or null for the container's
 * @param timeout how long the command may take; what is longer than a year counts as a year
 * @param stdoutFile where standard output goes, or null to keep it for the result
 * @param markedSecrets values that were marked by {@link #secret}
 */
@SuppressWarnings("ArrayRecordComponent")
@CheckReturnValue
public record ExecSpec(
    List<String> command,
    byte[] stdin,
    Map<String, String> env,
    @Nullable String user,
    @Nullable String workingDirectory,
    Duration timeout,
    @Nullable Path stdoutFile,
    List<String> markedSecrets) {

  private static final int LONGEST_SCRIPT = 64 * 1024;
  private static final int MOST_SHOWN = 2_000;
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

  public ExecSpec {
    command = List.copyOf(command);
    stdin = Given.value(stdin, "stdin").clone();
    env = Map.copyOf(env);
    markedSecrets = List.copyOf(markedSecrets);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("A command needs at least the program's name.");
    }
    if (Given.value(timeout, "timeout").isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "A timeout of "
              + timeout
              + " leaves no time for "
              + shown(command, env, markedSecrets)
              + ".");
    }
    timeout = Durations.bounded(timeout);
  }

  /** The command with a timeout of one minute and nothing on its standard input. */
  public static ExecSpec of(String... command) {
    return new ExecSpec(
        Given.texts(command, "command"),
        new byte[0],
        Map.of(),
        null,
        null,
        DEFAULT_TIMEOUT,
        null,
        List.of());
  }

  /** The text in UTF-8 on the command's standard input. */
  public ExecSpec stdin(String text) {
    return stdin(Given.value(text, "stdin").getBytes(StandardCharsets.UTF_8));
  }

  public ExecSpec stdin(byte[] input) {
    return new ExecSpec(
        command, input, env, user, workingDirectory, timeout, stdoutFile, markedSecrets);
  }

  @Override
  public byte[] stdin() {
    return stdin.clone();
  }

  public ExecSpec env(String name, String value) {
    Map<String, String> more = Given.with(env, Given.variable(name, "env"), value, "env");
    return new ExecSpec(
        command, stdin, more, user, workingDirectory, timeout, stdoutFile, markedSecrets);
  }

  /**
   * Writes standard output to a file of this machine as it comes, for output of any length. The
   * file is made or replaced; the result's {@code stdout()} is empty then.
   */
  public ExecSpec stdoutTo(Path file) {
    Path path = Given.value(file, "stdoutTo").toAbsolutePath();
    return new ExecSpec(command, stdin, env, user, workingDirectory, timeout, path, markedSecrets);
  }

  public ExecSpec user(String nameOrNumber) {
    Given.text(nameOrNumber, "user");
    return new ExecSpec(
        command, stdin, env, nameOrNumber, workingDirectory, timeout, stdoutFile, markedSecrets);
  }

  public ExecSpec workingDirectory(String path) {
    Given.path(path, "workingDirectory");
    return new ExecSpec(command, stdin, env, user, path, timeout, stdoutFile, markedSecrets);
  }

  public ExecSpec timeout(Duration limit) {
    return new ExecSpec(
        command, stdin, env, user, workingDirectory, limit, stdoutFile, markedSecrets);
  }

  /**
   * Values that are secret wherever they appear, also in what the command writes: starred in all
   * that Mayfly writes. What {@link ExecResult#stdout} and the like return stays as it is.
   *
   * @throws IllegalArgumentException if one has fewer than 4 characters: stars for each such text
   *     would make messages unreadable
   */
  public ExecSpec secret(String... values) {
    List<String> all = new ArrayList<>(markedSecrets);
    all.addAll(MarkedSecrets.of(values, ""));
    return new ExecSpec(command, stdin, env, user, workingDirectory, timeout, stdoutFile, all);
  }

  /**
   * The secrets that the command holds: values of variables and options whose names speak of a
   * password, key, token or the like, what looks like one, and what was marked by {@link #secret}.
   */
  public Secrets secrets() {
    SecretSearch search = search(command, env, markedSecrets);
    boolean isText = stdin.length <= LONGEST_SCRIPT; // what is longer is data
    return search.text(isText ? new String(stdin, StandardCharsets.UTF_8) : "").found();
  }

  private static SecretSearch search(
      List<String> command, Map<String, String> env, List<String> marked) {
    return new SecretSearch().marked(marked).variables(env).arguments(command);
  }

  private static String shown(List<String> command, Map<String, String> env, List<String> marked) {
    Secrets secrets = search(command, env, marked).found();
    return Excerpt.of(secrets.mask(command.toString()), MOST_SHOWN);
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return shown(command, env, markedSecrets)
        + " with "
        + secrets().variables(env)
        + ", user "
        + user
        + ", in "
        + workingDirectory
        + ", timeout "
        + timeout;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExecSpec that
        && Arrays.equals(stdin, that.stdin)
        && command.equals(that.command)
        && env.equals(that.env)
        && Objects.equals(user, that.user)
        && Objects.equals(workingDirectory, that.workingDirectory)
        && timeout.equals(that.timeout)
        && Objects.equals(stdoutFile, that.stdoutFile)
        && markedSecrets.equals(that.markedSecrets);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        command,
        Arrays.hashCode(stdin),
        env,
        user,
        workingDirectory,
        timeout,
        stdoutFile,
        markedSecrets);
  }
}
