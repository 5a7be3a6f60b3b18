package dev.mayfly.kubernetes;

import dev.mayfly.DeclarationException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine beside the cluster that builds images: found and opened once, when it is first asked
 * for. Thread-safe.
 */
final class BuildEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  /** Names it; without this, it is the one that its adapter finds by itself. */
  static final String SETTING = "mayfly.kubernetes.builder";

  /** Names the cluster, and would lead an adapter of another kind astray. */
  private static final String CLUSTER = "mayfly.engine";

  private final Supplier<ContainerEngine> opener;
  private @Nullable ContainerEngine open;
  private boolean isClosed;

  BuildEngine(Supplier<ContainerEngine> opener) {
    this.opener = opener;
  }

  /** The one that the settings lead to, by whichever other adapters are on the class path. */
  static BuildEngine of(Function<String, Optional<String>> settings) {
    return new BuildEngine(
        () ->
            open(
                settings.apply(SETTING),
                name -> name.equals(CLUSTER) ? Optional.empty() : settings.apply(name)));
  }

  private static ContainerEngine open(
      Optional<String> named, Function<String, Optional<String>> settings) {
    EngineProvider provider = provider(named);
    return named.isPresent() && provider.understands(named.get())
        ? provider.open(named.get(), "setting " + SETTING, settings)
        : provider.open(settings);
  }

  private static EngineProvider provider(Optional<String> named) {
    List<EngineProvider> others = others();
    if (others.isEmpty()) {
      throw new DeclarationException(
          "no adapter of such an engine is on the class path. Add dev.mayfly:mayfly-docker.");
    }
    return others.stream()
        .filter(one -> named.map(text -> isMeant(one, text)).orElse(true))
        .findFirst()
        .orElseThrow(
            () ->
                new DeclarationException(
                    "setting %s is \"%s\", which is no address of an engine that builds. Write unix:///path, tcp://host:port, ssh://user@host or context:NAME."
                        .formatted(SETTING, named.orElse(""))));
  }

  private static boolean isMeant(EngineProvider provider, String text) {
    return provider.name().equalsIgnoreCase(text) || provider.understands(text);
  }

  /** One that can't be loaded is none. */
  private static List<EngineProvider> others() {
    List<EngineProvider> others = new ArrayList<>();
    Iterator<EngineProvider> all =
        ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).iterator();
    while (all.hasNext()) {
      try {
        others.add(all.next());
      } catch (ServiceConfigurationError e) {
        LOG.debug("An adapter can't be loaded", e);
      }
    }
    others.removeIf(provider -> provider.name().equals(ClusterAddress.NAME));
    return others;
  }

  /**
   * The engine, which one caller opens while others wait; after a failure the next one tries again.
   *
   * @throws dev.mayfly.MayflyException if there is none
   */
  synchronized ContainerEngine get() {
    if (isClosed) {
      throw Refused.conflict("The engine that builds images is closed with the cluster.");
    }
    if (open == null) {
      open = opener.get();
    }
    return open;
  }

  /** Nobody opens it any more. */
  @Override
  public synchronized void close() {
    isClosed = true;
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
