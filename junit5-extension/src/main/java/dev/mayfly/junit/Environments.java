package dev.mayfly.junit;

import dev.mayfly.MayflyException;
import dev.mayfly.lifetime.Environment;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;

/**
 * The environments in one launcher session, one for runs with equal settings. A build tool may run
 * each class by itself, as Maven Surefire does where several forks take one class after the other,
 * and a suite is a run of its own too.
 *
 * <p>It lies in the store of the launcher session, which closes it. JUnit before 5.13 has no such
 * store; there each run has an environment of its own. Thread-safe.
 */
final class Environments implements AutoCloseable {

  private final Function<Settings, Containers> opening;
  private final Map<Map<String, String>, Environment> bySettings = new ConcurrentHashMap<>();

  Environments(Function<Settings, Containers> opening) {
    this.opening = opening;
  }

  /**
   * Lets the runs of a launcher session find it; tells whether they do. One that is there already
   * stays.
   */
  boolean putInto(LauncherSession launcher) {
    try {
      Namespace ours = Namespace.create(Run.class);
      boolean first = launcher.getStore().get(ours, Environments.class) == null;
      if (first) {
        launcher.getStore().put(ours, Environments.class, this);
      }
      return first;
    } catch (LinkageError e) {
      return false; // JUnit before 5.13
    }
  }

  /** Those of the launcher session that a context belongs to, if it has any. */
  @SuppressWarnings("NullAway") // the store says null where it has nothing
  static Optional<Environments> of(ExtensionContext context) {
    try {
      return Optional.ofNullable(
          context
              .getStore(StoreScope.LAUNCHER_SESSION, Run.NAMESPACE)
              .get(Environments.class, Environments.class));
    } catch (LinkageError e) {
      return Optional.empty(); // JUnit before 5.13
    }
  }

  Environment with(Settings settings) {
    return bySettings.computeIfAbsent(
        settings.values(), values -> new Environment(settings, opening));
  }

  /**
   * Removes all containers.
   *
   * @throws MayflyException if something could not be removed and {@code mayfly.leaks.fail} is set
   */
  @Override
  public void close() {
    RuntimeException first = null;
    for (Environment environment : bySettings.values()) {
      try {
        environment.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
