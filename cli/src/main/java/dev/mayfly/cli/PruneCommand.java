package dev.mayfly.cli;

import dev.mayfly.runtime.KnownSession;
import dev.mayfly.runtime.KnownSession.Life;
import dev.mayfly.runtime.SessionInventory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Removes what dead sessions left. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = "Removes what dead sessions left, and nothing that is not Mayfly's.")
final class PruneCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();

  @Option(
      names = {"-a", "--all"},
      description = "all sessions, those that live, are kept for a look or can't be seen from here")
  private boolean all;

  @Option(
      names = {"-y", "--yes"},
      description = "does not ask before --all")
  private boolean yes;

  @Override
  public Integer call() throws IOException {
    try (SessionInventory inventory = engine.open()) {
      List<KnownSession> chosen =
          inventory.sessions().stream()
              .filter(session -> all || session.life() == Life.DEAD)
              .toList();
      Output output = new Output(spec);
      if (chosen.isEmpty()) {
        output.line("There is nothing to remove.");
        return 0;
      }
      if (all && !yes && !isAgreed(chosen)) {
        output.line("Nothing was removed.");
        return 1;
      }
      Removals removals = new Removals(inventory, output);
      chosen.forEach(removals::session);
      return removals.exitCode();
    }
  }

  private boolean isAgreed(List<KnownSession> sessions) throws IOException {
    long live = sessions.stream().filter(session -> session.life() == Life.LIVE).count();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Remove all of %d sessions, %d of which have tests running? [y/N] ", sessions.size(), live);
    out.flush();
    String answer =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
    if (answer == null) {
      throw new ParameterException(
          spec.commandLine(), "There is nobody to ask here; say --yes with --all.");
    }
    return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
