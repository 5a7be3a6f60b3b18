package dev.mayfly.cli;

import dev.mayfly.runtime.KnownSession;
import dev.mayfly.runtime.SessionInventory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes single containers, or all of a session, whether its tests run or not. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops and removes containers, or whole sessions, even if their tests still run.")
final class StopCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "a container as logs takes it, or a session's id or its beginning")
  private List<String> names = List.of();

  @Override
  public Integer call() {
    try (SessionInventory inventory = engine.open()) {
      List<KnownSession> sessions = inventory.sessions();
      List<Chosen> chosen = names.stream().map(name -> one(name, sessions)).toList();
      Removals removals = new Removals(inventory, new Output(spec));
      for (Chosen one : chosen) {
        one.containers().forEach(removals::container);
        one.sessions().forEach(removals::session);
      }
      return removals.exitCode();
    }
  }

  private Chosen one(String name, List<KnownSession> sessions) {
    Chosen chosen = Chosen.by(name, sessions);
    if (!chosen.isOne()) {
      throw new ParameterException(spec.commandLine(), chosen.notOne(name));
    }
    return chosen;
  }
}
