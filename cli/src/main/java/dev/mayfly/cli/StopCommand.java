package dev.mayfly.cli;

import dev.mayfly.runtime.KnownSession;
import dev.mayfly.runtime.SessionInventory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Removes single containers, or all of a session, whether its tests run or not, or all that waits
 * for a next run.
 */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops and removes containers, or whole sessions, even if their tests still run.")
final class StopCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();

  @Option(names = "--idle", description = "all that runs have left for their next ones")
  private boolean idle;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "a container as logs takes it, or a session's id or its beginning")
  private List<String> names = List.of();

  @Override
  public Integer call() {
    if (names.isEmpty() && !idle) {
      throw new ParameterException(
          spec.commandLine(), "Missing required parameter: 'NAME', or --idle");
    }
    try (SessionInventory inventory = engine.open()) {
      List<KnownSession> sessions = inventory.sessions();
      List<Chosen> chosen = names.stream().map(name -> one(name, sessions)).toList();
      Removals removals = new Removals(inventory, new Output(spec));
      for (Chosen one : chosen) {
        one.containers().forEach(removals::container);
        one.sessions().forEach(removals::session);
      }
      if (idle) {
        sessions.stream().filter(StopCommand::isIdle).forEach(removals::session);
      }
      return removals.exitCode();
    }
  }

  private static boolean isIdle(KnownSession session) {
    return session.life() == KnownSession.Life.IDLE;
  }

  private Chosen one(String name, List<KnownSession> sessions) {
    Chosen chosen = Chosen.by(name, sessions);
    if (!chosen.isOne()) {
      throw new ParameterException(spec.commandLine(), chosen.notOne(name));
    }
    return chosen;
  }
}
