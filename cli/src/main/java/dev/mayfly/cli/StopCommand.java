package dev.mayfly.cli;

import dev.mayfly.engine.EngineResource;
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
      names.forEach(name -> requireKnown(sessions, name));
      Removals removals = new Removals(inventory, new Output(spec));
      for (String name : names) {
        List<EngineResource> containers = Chosen.containers(sessions, name);
        if (containers.isEmpty()) {
          Chosen.sessions(sessions, name).forEach(removals::session);
        } else {
          containers.forEach(removals::container);
        }
      }
      return removals.exitCode();
    }
  }

  private void requireKnown(List<KnownSession> sessions, String name) {
    if (name.isBlank()
        || (Chosen.containers(sessions, name).isEmpty()
            && Chosen.sessions(sessions, name).isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "Neither a container nor a session is called " + name + ".");
    }
  }
}
