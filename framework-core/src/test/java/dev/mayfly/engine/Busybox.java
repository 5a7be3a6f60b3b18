package dev.mayfly.engine;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine.Stream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program that does what its container's command says, as an image with a small shell would: for
 * tests that are the same for the in-memory engine and a real one.
 */
public final class Busybox {

  private final ProgramRun run;
  private final List<List<String>> statements;
  private final Map<String, String> traps = new HashMap<>();
  private final ShellCommands commands;

  private Busybox(ProgramRun run) {
    ContainerRequest.MainProcess process = run.request().process();
    String directory = process.workingDirectory();
    String user = process.user();
    this.run = run;
    this.statements = statements(command(process), run.env());
    this.commands =
        new ShellCommands(
            run,
            user == null ? "0" : user,
            directory == null ? "/" : directory,
            new byte[0],
            length -> true,
            (stream, bytes) -> run.write(stream, new String(bytes, StandardCharsets.UTF_8)));
  }

  public static Program program() {
    return new Program()
        .refusesToStart(Busybox::refusal)
        .does(
            run -> {
              Busybox busybox = new Busybox(run);
              run.onSignal(busybox::onSignal);
              busybox.go(0);
            })
        .exec(Busybox::exec);
  }

  private static List<String> command(ContainerRequest.MainProcess process) {
    List<String> all = new ArrayList<>();
    if (process.entrypoint() != null) {
      all.addAll(process.entrypoint());
    }
    all.addAll(process.command() == null ? List.of() : process.command());
    return all.isEmpty() ? List.of("true") : all;
  }

  private static List<List<String>> statements(List<String> command, Map<String, String> env) {
    boolean isScript = command.size() == 3 && command.subList(0, 2).equals(List.of("sh", "-c"));
    return isScript ? ShellScript.statements(command.get(2), env) : List.of(command);
  }

  private static String refusal(ContainerRequest request) {
    String program = command(request.process()).get(0);
    return ShellCommands.NAMES.contains(program)
        ? ""
        : "failed to create shim task: OCI runtime create failed: exec: \""
            + program
            + "\": executable file not found in $PATH: unknown";
  }

  /** Goes on from a statement to the one that waits for something, or to the end. */
  private void go(int from) {
    int status = 0;
    for (int at = from; at < statements.size(); at++) {
      List<String> statement = statements.get(at);
      int next = at + 1;
      switch (statement.get(0)) {
        case "exit" -> {
          run.exit(Integer.parseInt(statement.get(1)));
          return;
        }
        case "trap" -> traps.put("SIG" + statement.get(2), statement.get(1));
        case "sleep" -> {
          return; // nobody waits for the end of a long sleep
        }
        case "cat" -> {
          if (statement.size() == 1) {
            run.onInput(
                bytes -> run.write(Stream.STDOUT, new String(bytes, StandardCharsets.UTF_8)),
                () -> go(next));
            return;
          }
          status = commands.execute(statement);
        }
        default -> status = commands.execute(statement);
      }
    }
    run.exit(status);
  }

  /** As the first process of a container, it gets only the signals that it asked for. */
  private void onSignal(String signal) {
    for (List<String> statement :
        ShellScript.statements(traps.getOrDefault(signal, ""), run.env())) {
      if (statement.get(0).equals("exit")) {
        run.exit(Integer.parseInt(statement.get(1)));
        return;
      }
      commands.execute(statement);
    }
  }

  private static ExecResult exec(ProgramRun run, ExecSpec spec) {
    Map<String, String> env = new HashMap<>(run.env());
    env.putAll(spec.env());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String user = spec.user();
    String directory = spec.workingDirectory();
    ShellCommands commands =
        new ShellCommands(
            run,
            user == null ? "0" : user,
            directory == null ? "/" : directory,
            spec.stdin(),
            (Duration length) -> run.sleep(length, spec),
            (stream, bytes) -> (stream == Stream.STDOUT ? out : err).writeBytes(bytes));
    int status = 0;
    for (List<String> statement : statements(spec.command(), env)) {
      if (statement.get(0).equals("exit")) {
        status = Integer.parseInt(statement.get(1));
        break;
      }
      status = commands.execute(statement);
    }
    return new ExecResult(status, out.toByteArray(), err.toByteArray());
  }
}
