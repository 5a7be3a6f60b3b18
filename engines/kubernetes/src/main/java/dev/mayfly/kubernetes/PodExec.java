package dev.mayfly.kubernetes;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine;
import dev.mayfly.LogLine.Stream;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.engine.CommandOutput;
import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in pods.
 *
 * <p>The API knows neither a user nor a directory nor variables, and can't tell a command that its
 * input ends: a shell in the image sees to the last three, where they are asked for.
 *
 * @param client of the cluster
 * @param namespace of the pods
 * @param container of each pod in which they run
 */
record PodExec(KubernetesClient client, String namespace, String container) {

  private static final int MOST_SHOWN = 500;
  private static final int REFUSED = 500;

  /** As runtimes and shells say it. */
  private static final Pattern LACKING =
      Pattern.compile("exec: \"(sh|env)\"|executable file `(sh|env)`|(head|env): not found");

  ExecResult run(String pod, ExecSpec command, @Nullable Consumer<LogLine> lines) {
    String shown = Excerpt.of(String.join(" ", command.command()), MOST_SHOWN);
    String what = "run \"" + shown + "\" in container " + pod;
    if (command.user() != null) {
      throw new EngineException(
          ApiErrors.NOT_IMPLEMENTED,
          "Can't " + what + ": a cluster runs commands as the container's own user only.");
    }
    try (CommandOutput output = new CommandOutput(lines, command.stdoutFile())) {
      return run(pod, what, command, output);
    }
  }

  private ExecResult run(String pod, String what, ExecSpec command, CommandOutput output) {
    long end = System.nanoTime() + command.timeout().toNanos();
    byte[] stdin = command.stdin();
    try (PodSocket socket = open(pod, what, ExecShell.wrapped(command), stdin.length > 0)) {
      feed(socket, stdin, pod);
      Message message = socket.next(left(end));
      while (message != null && message.channel() != Message.STATUS) {
        if (message.isEnd()) {
          throw new EngineException(
              0,
              "Can't " + what + ": the connection ended before the command." + output.describe());
        }
        if (left(end).isZero()) {
          throw timedOut(what, command, output); // however much more it writes
        }
        take(message, output);
        message = socket.next(left(end));
      }
      if (message == null) {
        throw timedOut(what, command, output);
      }
      return ended(what, ExecStatus.read(message.bytes()), command, output);
    } catch (IOException e) {
      throw ApiErrors.lost(what, e);
    } catch (InterruptedException e) {
      throw ApiErrors.interrupted(what, e);
    }
  }

  private static void take(Message message, CommandOutput output) {
    output.add(
        message.channel() == Message.STDERR ? Stream.STDERR : Stream.STDOUT, message.bytes());
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** Opens the streams of a command in a pod, which ends when it wants. */
  PodSocket open(String pod, String what, List<String> command, boolean stdin) {
    List<String> query = new ArrayList<>();
    for (String word : command) {
      query.addAll(List.of("command", word));
    }
    query.addAll(List.of("container", container, "stdin", String.valueOf(stdin)));
    query.addAll(List.of("stdout", "true", "stderr", "true", "tty", "false"));
    return PodSocket.open(client, namespace, pod, what, "exec", query);
  }

  /** Writes on a thread of its own: the command may write much before it has read all. */
  private static void feed(PodSocket socket, byte[] stdin, String pod) {
    if (stdin.length > 0) {
      Runnable writing =
          () -> {
            try {
              socket.send(Message.STDIN, stdin, 0, stdin.length);
            } catch (IOException e) {
              // the command has ended, or reads no more, which is its own affair
            }
          };
      Threads.daemon("mayfly-kubernetes-stdin-" + pod, writing).start();
    }
  }

  private static ExecResult ended(
      String what, ExecStatus status, ExecSpec command, CommandOutput output) {
    Integer code = status.exitCode();
    if (ExecShell.wraps(command) && lacks(status.words() + output.describe())) {
      throw new EngineException(
          ApiErrors.NOT_IMPLEMENTED,
          "Can't " + what + ": " + status.words() + output.describe() + ExecShell.advice());
    }
    if (code == null) {
      throw new EngineException(REFUSED, "Can't " + what + ": " + status.words());
    }
    if (!status.words().isEmpty()) {
      output.add(Stream.STDERR, (status.words() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    output.end();
    return output.result(code);
  }

  /** Whether the program is missing that the command was put after. */
  private static boolean lacks(String words) {
    return LACKING.matcher(words).find();
  }

  private static EngineException timedOut(String what, ExecSpec command, CommandOutput output) {
    return new EngineException(
        ApiErrors.TIMEOUT,
        "Can't "
            + what
            + ": not done within "
            + command.timeout().toMillis()
            + " ms. The command may still run: a cluster can't end it. Give it more time with"
            + " ExecSpec.timeout."
            + output.describe());
  }
}
