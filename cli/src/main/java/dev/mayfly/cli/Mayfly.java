package dev.mayfly.cli;

import dev.mayfly.MayflyException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program. Its exit code is 0 if all is well, 1 if a command found or could do something that
 * is not, and 2 for a wrong command line.
 */
@Command(
    name = "mayfly",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Looks at what Mayfly has on a container engine, at why it may not work, and at images.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:something is not, as the output says",
      "2:the command line can't be understood"
    },
    subcommands = {
      DoctorCommand.class,
      PsCommand.class,
      LogsCommand.class,
      StopCommand.class,
      PruneCommand.class,
      KeptCommand.class,
      ExplainCommand.class,
      ReportCommand.class,
      ImagesCommand.class,
      LockCommand.class,
      PrefetchCommand.class,
      SnapshotsCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Mayfly implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command line and exits with its code. */
  public static void main(String... arguments) {
    CommandLine line = commandLine();
    int code = line.execute(arguments);
    System.exit(line.getOut().checkError() ? Math.max(code, 1) : code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Mayfly())
        .setUsageHelpAutoWidth(true)
        .setExpandAtFiles(false) // it would take a path apart at spaces; see TestClassPath
        .setExecutionExceptionHandler(Mayfly::tell);
  }

  /** What Mayfly throws explains itself; anything else is a fault of this program. */
  private static int tell(Exception failure, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (!(failure instanceof MayflyException)) {
      throw failure;
    }
    PrintWriter err = line.getErr();
    err.println(line.getColorScheme().errorText(String.valueOf(failure.getMessage())));
    return 1;
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
