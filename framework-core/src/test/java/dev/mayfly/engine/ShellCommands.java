package dev.mayfly.engine;

import dev.mayfly.LogLine.Stream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The few commands that {@link Busybox} has, each of which ends with an exit code. */
final class ShellCommands {

  /** The names of all commands. */
  static final List<String> NAMES =
      List.of(
          "sh",
          "echo",
          "cat",
          "true",
          "false",
          "pwd",
          "id",
          "hostname",
          "stat",
          "sleep",
          "nslookup");

  private final ProgramRun run;
  private final String user;
  private final String directory;
  private final byte[] stdin;
  private final Function<Duration, Boolean> sleep;
  private final BiConsumer<Stream, byte[]> output;

  ShellCommands(
      ProgramRun run,
      String user,
      String directory,
      byte[] stdin,
      Function<Duration, Boolean> sleep,
      BiConsumer<Stream, byte[]> output) {
    this.run = run;
    this.user = user;
    this.directory = directory;
    this.stdin = stdin;
    this.sleep = sleep;
    this.output = output;
  }

  int execute(List<String> statement) {
    int toError = statement.indexOf(">&2");
    int toFile = statement.indexOf(">");
    if (toError >= 0) {
      return execute(statement.subList(0, toError), bytes -> output.accept(Stream.STDERR, bytes));
    }
    if (toFile < 0) {
      return execute(statement, bytes -> output.accept(Stream.STDOUT, bytes));
    }
    String path = statement.get(toFile + 1);
    try {
      return execute(statement.subList(0, toFile), bytes -> run.files().write(path, bytes));
    } catch (UncheckedIOException e) {
      return fails("can't create " + path + ": " + e.getCause().getMessage());
    }
  }

  private int execute(List<String> words, java.util.function.Consumer<byte[]> out) {
    List<String> arguments = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "true", "wait" -> 0;
      case "false" -> 1;
      case "echo" -> prints(out, echo(arguments));
      case "pwd" -> prints(out, directory + "\n");
      case "id" -> prints(out, user + "\n");
      case "hostname" -> prints(out, hostname() + "\n");
      case "cat" -> cat(arguments, out);
      case "stat" -> stat(arguments, out);
      case "sleep" -> sleep.apply(Duration.ofSeconds(Long.parseLong(arguments.get(0)))) ? 0 : 137;
      case "nslookup" -> run.canReach(arguments.get(arguments.size() - 1)) ? 0 : 1;
      default -> {
        fails("exec: \"" + words.get(0) + "\": executable file not found in $PATH");
        yield 127;
      }
    };
  }

  private static int prints(java.util.function.Consumer<byte[]> out, String text) {
    out.accept(text.getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  private int fails(String message) {
    output.accept(Stream.STDERR, (message + "\n").getBytes(StandardCharsets.UTF_8));
    return 1;
  }

  private static String echo(List<String> words) {
    boolean bare = !words.isEmpty() && words.get(0).equals("-n");
    return String.join(" ", bare ? words.subList(1, words.size()) : words) + (bare ? "" : "\n");
  }

  private String hostname() {
    String own = run.request().process().hostname();
    return own == null ? "container" : own;
  }

  private int cat(List<String> paths, java.util.function.Consumer<byte[]> out) {
    if (paths.isEmpty()) {
      out.accept(stdin);
      return 0;
    }
    byte[] content = run.readFile(paths.get(0));
    if (content == null) {
      return fails("cat: can't open '" + paths.get(0) + "': No such file or directory");
    }
    out.accept(content);
    return 0;
  }

  private int stat(List<String> arguments, java.util.function.Consumer<byte[]> out) {
    String path = arguments.get(arguments.size() - 1);
    Optional<FileEntry> entry = run.files().find(path);
    if (entry.isEmpty()) {
      return fails("stat: can't stat '" + path + "': No such file or directory");
    }
    FileEntry found = entry.get();
    return prints(
        out,
        arguments
                .get(1)
                .replace("%a", Integer.toOctalString(found.mode()))
                .replace("%u", String.valueOf(found.userId()))
                .replace("%g", String.valueOf(found.groupId()))
                .replace("%s", String.valueOf(found.size()))
            + "\n");
  }
}
