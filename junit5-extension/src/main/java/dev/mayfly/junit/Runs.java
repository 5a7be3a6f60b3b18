package dev.mayfly.junit;

import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** Finds the run of a JUnit context, and begins it where there is none yet. */
final class Runs {

  private Runs() {}

  /**
   * The run that a context belongs to.
   *
   * @throws dev.mayfly.DeclarationException if JUnit is too old
   */
  @SuppressWarnings("deprecation") // the name that JUnit 5 and 6 both know
  static Run of(ExtensionContext context) {
    Store store = context.getRoot().getStore(Run.NAMESPACE);
    return Objects.requireNonNull(
        store.getOrComputeIfAbsent(Run.class, key -> make(context), Run.class));
  }

  private static Run make(ExtensionContext context) {
    TooOldJUnit.refuse(ExtensionContext.class.getClassLoader());
    return PlannedRun.take(context).orElseGet(() -> begin(context));
  }

  private static Run begin(ExtensionContext context) {
    Settings settings = Settings.load(context::getConfigurationParameter);
    return Environments.of(context)
        .map(environments -> Run.in(environments.with(settings)))
        .orElseGet(() -> Run.alone(settings, Containers::open));
  }
}
