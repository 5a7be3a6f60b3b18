package dev.mayfly.cli;

import dev.mayfly.runtime.SessionInventory;
import dev.mayfly.runtime.Settings;
import java.util.ArrayList;
import java.util.List;
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
          "the engine to ask, as the setting mayfly.engine names it, or the NAME of a setting"
              + " mayfly.engine.NAME; else the one that tests find")
  private @Nullable String engine;

  /** This machine's settings, with the engine that is named. */
  Settings settings() {
    Settings all = Settings.load();
    Optional<String> named =
        Optional.ofNullable(engine).map(text -> all.get(SETTING + "." + text).orElse(text));
    return Settings.load(name -> name.equals(SETTING) ? named : Optional.empty());
  }

  /** The names of the engines to ask where all are meant; the usual one has an empty one. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(""));
    names.addAll(engine == null ? settings().engineNames() : List.of());
    return names;
  }

  SessionInventory open(String name) {
    return SessionInventory.open(settings(), name);
  }

  SessionInventory open() {
    return SessionInventory.open(settings());
  }
}
