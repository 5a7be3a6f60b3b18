package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineProvider;
import dev.mayfly.engine.Finding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Opens the engine that the settings lead to, among those whose adapters are on the class path. */
final class Engines {

  static final String SETTING = SettingTable.ENGINE.name();

  /** Which of several counts where none is named. */
  private static final String USUAL = "docker";

  private Engines() {}

  /**
   * Opens the engine.
   *
   * @throws DeclarationException if no adapter is there, or not the one that is named, or if it is
   *     not clear which counts; tests are not to be skipped for that
   * @throws dev.mayfly.EngineNotFoundException if its engine does not answer
   */
  static ContainerEngine open(Settings settings) {
    List<Throwable> broken = new ArrayList<>();
    List<EngineProvider> providers = providers(broken);
    try {
      return chosen(providers, settings.get(SETTING)).open(settings::get);
    } catch (DeclarationException e) {
      broken.forEach(e::addSuppressed);
      throw e;
    }
  }

  /** What this machine's configuration says of engines, of whatever kind. */
  static List<Finding> configuration(Settings settings) {
    return providers(new ArrayList<>()).stream()
        .flatMap(provider -> provider.configuration(settings::get).stream())
        .toList();
  }

  /**
   * Opens an engine by its name; the usual one has an empty one.
   *
   * @throws DeclarationException as {@link #open(Settings)}
   * @throws dev.mayfly.EngineNotFoundException if the engine does not answer
   */
  static ContainerEngine open(Settings settings, String name) {
    return name.isEmpty() ? open(settings) : openNamed(settings, name);
  }

  private static ContainerEngine openNamed(Settings settings, String name) {
    String setting = SettingTable.ENGINE_OF.member(name);
    String address = settings.engineAddress(name).orElseThrow();
    List<Throwable> broken = new ArrayList<>();
    List<EngineProvider> providers = providers(broken);
    try {
      return chosen(providers, setting, Optional.of(address))
          .open(address, "setting " + setting, own(settings, name));
    } catch (DeclarationException e) {
      broken.forEach(e::addSuppressed);
      throw e;
    }
  }

  /** What is set of a place is the usual engine's, unless it is set by the other one's name. */
  private static Function<String, Optional<String>> own(Settings settings, String name) {
    return key -> {
      if (key.equals(SettingTable.HOST.name())) {
        return settings.get(SettingTable.HOST_OF.member(name));
      }
      return key.equals(SettingTable.REAPER_SOCKET.name()) ? Optional.empty() : settings.get(key);
    };
  }

  /**
   * Adapters come with the core, wherever a test runner's threads look for classes.
   *
   * @param broken gets the failures of those that can't be loaded, which matter if they are needed
   */
  private static List<EngineProvider> providers(List<Throwable> broken) {
    List<EngineProvider> providers = new ArrayList<>();
    Iterator<EngineProvider> all =
        ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).iterator();
    while (all.hasNext()) {
      try {
        providers.add(all.next());
      } catch (ServiceConfigurationError e) {
        broken.add(e);
      }
    }
    return providers;
  }

  static EngineProvider chosen(List<EngineProvider> providers, Optional<String> named) {
    return chosen(providers, SETTING, named);
  }

  private static EngineProvider chosen(
      List<EngineProvider> providers, String setting, Optional<String> named) {
    if (providers.isEmpty()) {
      throw new DeclarationException(
          "No adapter to a container engine is on the class path. Add"
              + " dev.mayfly:mayfly-docker; dev.mayfly:mayfly-junit5 brings it along.");
    }
    return named.isPresent() ? named(providers, setting, named.get()) : usual(providers);
  }

  private static EngineProvider usual(List<EngineProvider> providers) {
    Optional<EngineProvider> usual =
        providers.stream().filter(provider -> provider.name().equals(USUAL)).findFirst();
    if (usual.isEmpty() && providers.size() > 1) {
      throw new DeclarationException(
          "The class path has adapters to "
              + names(providers)
              + ". Say which counts, by the setting "
              + SETTING
              + ".");
    }
    return usual.orElse(providers.get(0));
  }

  private static EngineProvider named(List<EngineProvider> providers, String setting, String text) {
    return providers.stream()
        .filter(provider -> provider.name().equalsIgnoreCase(text) || provider.understands(text))
        .findFirst()
        .orElseThrow(
            () ->
                new DeclarationException(
                    "Setting "
                        + setting
                        + " is \""
                        + text
                        + "\", which no adapter on the class path knows; there are "
                        + names(providers)
                        + ". Name one of them or an address that it understands, or add the"
                        + " adapter of that engine."));
  }

  private static List<String> names(List<EngineProvider> providers) {
    return providers.stream().map(EngineProvider::name).sorted().toList();
  }
}
