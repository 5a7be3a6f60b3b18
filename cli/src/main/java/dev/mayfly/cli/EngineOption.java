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

  /** This machine's settings, in which the usual engine is the one whose address is given. */
  Settings settings() {
    Optional<String> address = Optional.ofNullable(engine).filter(text -> name().isEmpty());
    return Settings.load(name -> name.equals(SETTING) ? address : Optional.empty());
  }

  /** The engine's name among the settings'; empty if its address is given, or nothing. */
  String name() {
    return Optional.ofNullable(engine).filter(Settings.load().engineNames()::contains).orElse("");
  }

  /** Whether it is not said which. */
  boolean isOpen() {
    return engine == null;
  }

  /** The names of the engines to ask where all are meant; the usual one has an empty one. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(name()));
    names.addAll(isOpen() ? settings().engineNames() : List.of());
    return names;
  }

  SessionInventory open(String name) {
    return SessionInventory.open(settings(), name);
  }

  SessionInventory open() {
    return open(name());
  }
}
