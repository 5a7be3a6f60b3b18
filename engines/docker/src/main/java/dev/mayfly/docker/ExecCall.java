package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine;
import dev.mayfly.arguments.Excerpt;
import dev.mayfly.docker.Deadlines.Deadline;
import dev.mayfly.engine.CommandOutput;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs commands inside containers. */
final class ExecCall {

  private static final int TIMEOUT_STATUS = 408;
  private static final int MOST_SHOWN = 500;

  private final Api api;
  private final Deadlines deadlines;

  ExecCall(Api api, Deadlines deadlines) {
    this.api = api;
    this.deadlines = deadlines;
  }

  ExecResult run(String id, ExecSpec command, @Nullable Consumer<LogLine> lines) {
    String shown = Excerpt.of(String.join(" ", command.command()), MOST_SHOWN);
    String what = "Running \"" + shown + "\" in container " + id;
    try (CommandOutput output = new CommandOutput(lines, command.stdoutFile())) {
      return run(what, id, command, output);
    }
  }

  private ExecResult run(String what, String id, ExecSpec command, CommandOutput output) {
    Patience patience = Patience.of(command.timeout());
    String exec =
        api.post(what, Target.of("containers", id, "exec"), request(command)).path("Id").asText();
    ObjectNode start = Json.object().put("Detach", false).put("Tty", false);
    try (Hijacked streams = api.hijack(what, Target.of("exec", exec, "start"), start);
        Deadline deadline = deadlines.start(command.timeout(), streams)) {
      try {
        feed(streams, command.stdin(), exec);
        readAll(streams.input(), output);
      } catch (IOException e) {
        throw deadline.hasPassed() ? timedOut(what, command, output) : api.broken(what, e);
      }
    }
    return output.result(exitCode(what, exec, command, patience, output));
  }

  private static void readAll(InputStream in, CommandOutput output) throws IOException {
    FrameReader frames = new FrameReader(in);
    for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
      output.add(frame.stream(), frame.bytes());
    }
    output.end();
  }

  private static JsonNode request(ExecSpec command) {
    ObjectNode body = Json.object();
    body.put("AttachStdin", command.stdin().length > 0);
    body.put("AttachStdout", true).put("AttachStderr", true).put("Tty", false);
    body.set("Cmd", Json.array(command.command()));
    Map<String, String> env = new TreeMap<>(command.env());
    List<String> assignments =
        env.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    body.set("Env", Json.array(assignments));
    String user = command.user();
    if (user != null) {
      body.put("User", user);
    }
    String directory = command.workingDirectory();
    if (directory != null) {
      body.put("WorkingDir", directory);
    }
    return body;
  }

  /** Writes on a thread of its own: the command may write much before it has read all. */
  private static void feed(Hijacked streams, byte[] stdin, String exec) {
    if (stdin.length == 0) {
      return;
    }
    Runnable writing =
        () -> {
          try {
            streams.output().write(stdin);
            streams.endOutput();
          } catch (IOException e) {
            // the command has ended, or reads no more, which is its own affair
          }
        };
    Threads.daemon("mayfly-docker-stdin-" + exec.substring(0, 12), writing).start();
  }

  /** The streams may end a moment before the command does. */
  private int exitCode(
      String what, String exec, ExecSpec command, Patience patience, CommandOutput output) {
    while (true) {
      JsonNode state = api.get(what, Target.of("exec", exec, "json"));
      if (!state.path("Running").asBoolean()) {
        return state.path("ExitCode").asInt();
      }
      if (!patience.lasts(what)) {
        throw timedOut(what, command, output);
      }
    }
  }

  private static EngineException timedOut(String what, ExecSpec command, CommandOutput output) {
    return new EngineException(
        TIMEOUT_STATUS,
        what
            + ": not done within "
            + command.timeout().toMillis()
            + " ms. The command may still run. Give it more time with ExecSpec.timeout."
            + output.describe());
  }
}
