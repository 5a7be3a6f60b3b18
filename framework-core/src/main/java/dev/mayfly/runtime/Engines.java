package dev.mayfly.runtime;

import dev.mayfly.EngineNotFoundException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Opens the engine that the settings lead to, among those whose adapters are on the class path. */
final class Engines {

  static final String SETTING = SettingTable.ENGINE.name();

  /** Which of several counts where none is named. */
  private static final String USUAL = "docker";

  private Engines() {}

  /**
   * Opens the engine.
   *
   * @throws EngineNotFoundException if no adapter is there, or not the one that is named, or if its
   *     engine does not answer
   */
  static ContainerEngine open(Settings settings) {
    return chosen(providers(), settings.get(SETTING)).open(settings::get);
  }

  /** Adapters come with the core, wherever a test runner's threads look for classes. */
  private static List<EngineProvider> providers() {
    List<EngineProvider> providers = new ArrayList<>();
    try {
      ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader())
          .forEach(providers::add);
    } catch (ServiceConfigurationError e) {
      throw new EngineNotFoundException("An engine's adapter can't be loaded: " + e.getMessage());
    }
    return providers;
  }

  static EngineProvider chosen(List<EngineProvider> providers, Optional<String> named) {
    if (providers.isEmpty()) {
      throw new EngineNotFoundException(
          "No adapter to a container engine is on the class path. Add"
              + " dev.mayfly:mayfly-docker; dev.mayfly:mayfly-junit5 brings it along.");
    }
    return named.isPresent()
        ? named(providers, named.get())
        : providers.stream()
            .filter(provider -> provider.name().equals(USUAL))
            .findFirst()
            .orElse(providers.get(0));
  }

  private static EngineProvider named(List<EngineProvider> providers, String text) {
    return providers.stream()
        .filter(provider -> provider.name().equalsIgnoreCase(text) || provider.understands(text))
        .findFirst()
        .orElseThrow(
            () ->
                new EngineNotFoundException(
                    "Setting "
                        + SETTING
                        + " is \""
                        + text
                        + "\", which no adapter on the class path knows; there are "
                        + providers.stream().map(EngineProvider::name).sorted().toList()
                        + ". Name one of them or an address that it understands, or add the"
                        + " adapter of that engine."));
  }
}
