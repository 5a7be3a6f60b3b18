package dev.mayfly.jdbc.mysql;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.arguments.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The image's own client and dump tool, run inside the container as root. */
final class Client {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int LONGEST_LINE = 300;

  /** MariaDB's client repeats the statement, which may hold all rows of a table. */
  private static final int MOST_SHOWN = 4_000;

  private static final Pattern LINE =
      Pattern.compile("^ERROR .*? at line (\\d+)", Pattern.MULTILINE);

  /** MariaDB's images have these names alone, MySQL's the others. */
  private static final String CLIENT = "exec \"$(command -v mariadb || echo mysql)\" \"$@\"";

  private static final String DUMP = "exec \"$(command -v mariadb-dump || echo mysqldump)\" \"$@\"";

  private final RunningContainer container;
  private final String password;

  Client(RunningContainer container, String password) {
    this.container = container;
    this.password = password;
  }

  private ExecSpec command(String script, String... arguments) {
    String[] all =
        Stream.concat(
                Stream.of("sh", "-c", script, "sh", "-uroot", "--default-character-set=utf8mb4"),
                Stream.of(arguments))
            .toArray(String[]::new);
    return ExecSpec.of(all).env("MYSQL_PWD", password).timeout(PATIENCE);
  }

  /**
   * Runs a script in a schema to its end, with whatever delimiters it sets.
   *
   * @throws MayflyException at its first error, with the client's words and the line that it names
   */
  void run(String name, byte[] sql, String schema) {
    ExecResult end = container.exec(command(CLIENT, "--comments", schema).stdin(sql));
    if (end.exitCode() != 0) {
      String words = (end.stdout() + end.stderr()).strip();
      throw new MayflyException(
          "Script %s failed; the client says:\n%s%s"
              .formatted(name, Excerpt.of(words, MOST_SHOWN), line(words, sql)));
    }
  }

  private static String line(String words, byte[] sql) {
    Matcher named = LINE.matcher(words);
    if (!named.find()) {
      return "";
    }
    int number = Integer.parseInt(named.group(1));
    List<String> lines = new String(sql, StandardCharsets.UTF_8).lines().toList();
    if (number < 1 || number > lines.size()) {
      return "";
    }
    String text = lines.get(number - 1);
    return "\nline " + number + ": " + text.substring(0, Math.min(text.length(), LONGEST_LINE));
  }

  /**
   * All that a schema holds, as a script that makes the same in another one.
   *
   * @throws MayflyException if the tool fails, with its words
   */
  byte[] dump(String schema) throws IOException {
    Path file = Files.createTempFile("mayfly", ".sql");
    try {
      ExecSpec dump =
          command(
              DUMP,
              "--single-transaction",
              "--skip-lock-tables",
              "--skip-add-locks",
              "--routines",
              "--events",
              "--triggers",
              "--hex-blob",
              "--no-tablespaces",
              "--skip-comments",
              "--loose-set-gtid-purged=OFF",
              schema);
      ExecResult end = container.exec(dump.stdoutTo(file));
      if (end.exitCode() != 0) {
        throw new MayflyException(
            "Schema " + schema + " can't be copied; the dump tool says:\n" + end.stderr().strip());
      }
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
