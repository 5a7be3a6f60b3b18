package dev.mayfly.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command that somebody types ends with, and has written. */
record Result(int code, String out, String err) {

  static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Mayfly.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code =
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
