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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
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

  private final FutureTask<ContainerEngine> opening;

  BuildEngine(Supplier<ContainerEngine> opener) {
    this.opening = new FutureTask<>(opener::get);
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
   * The engine.
   *
   * @throws dev.mayfly.MayflyException if there is none; all who ask get the same
   */
  ContainerEngine get() {
    opening.run(); // does so once
    try {
      return opening.get();
    } catch (InterruptedException e) {
      throw ApiErrors.interrupted("wait for the engine that builds images", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Nobody opens it any more. */
  @Override
  public void close() {
    if (opening.cancel(false)) {
      return;
    }
    try {
      get().close();
    } catch (RuntimeException e) {
      // it was never there
    }
  }
}
