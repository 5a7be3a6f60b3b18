package dev.mayfly.cli;

import dev.mayfly.runtime.SessionInventory;
import dev.mayfly.runtime.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which engine a command asks. */
final class EngineOption {

  static final String SETTING = "mayfly.engine";

  @Option(
      names = {"-e", "--engine"},
      paramLabel = "ADDRESS",
      description =
          "the engine to ask, as the setting mayfly.engine names it; else the one that tests find")
  private @Nullable String engine;

  /** This machine's settings, with the engine that is named. */
  Settings settings() {
    Optional<String> named = Optional.ofNullable(engine);
    return Settings.load(name -> name.equals(SETTING) ? named : Optional.empty());
  }

  SessionInventory open() {
    return SessionInventory.open(settings());
  }
}
