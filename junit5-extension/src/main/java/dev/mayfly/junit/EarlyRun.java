package dev.mayfly.junit;

import dev.mayfly.runtime.Settings;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Begins a run when its plan is known: the session is opened and images are fetched while JUnit
 * prepares the first class.
 *
 * <p>The run waits in the launcher session's store until the first class with a container takes it.
 */
final class EarlyRun implements TestExecutionListener {

  private static final String DRY_RUN = "junit.platform.execution.dryRun.enabled";

  private final LauncherSession session;
  private final RunSessions sessions;

  EarlyRun(LauncherSession session, RunSessions sessions) {
    this.session = session;
    this.sessions = sessions;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    ConfigurationParameters parameters = plan.getConfigurationParameters();
    PlannedContainers planned = PlannedContainers.of(plan);
    if (planned.isEmpty() || parameters.getBoolean(DRY_RUN).orElse(false)) {
      return;
    }
    Settings settings = Settings.load(parameters::get, parameters.keySet());
    Run run = Run.among(sessions, settings);
    session.getStore().put(Namespace.create(Run.class), Waiting.class, new Waiting(run));
    if (settings.earlyEnabled()) {
      run.prepare(planned);
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    Waiting waiting =
        session.getStore().remove(Namespace.create(Run.class), Waiting.class, Waiting.class);
    if (waiting != null) {
      waiting.close();
    }
  }

  /** The run that was begun for the plan that a context belongs to, unless it was taken before. */
  @SuppressWarnings("deprecation") // the name that JUnit 5 and 6 both know
  static Optional<Run> take(ExtensionContext context) {
    if (!context.getRoot().getUniqueId().equals(PlannedContainers.JUPITER)) {
      return Optional.empty(); // within a suite, which has parameters of its own
    }
    try {
      Waiting waiting =
          context
              .getStore(StoreScope.LAUNCHER_SESSION, Run.NAMESPACE)
              .get(Waiting.class, Waiting.class);
      return waiting == null ? Optional.empty() : waiting.take();
    } catch (LinkageError e) {
      return Optional.empty(); // JUnit before 5.13
    }
  }

  /** A run that nobody has taken yet; whoever takes it closes it. */
  private static final class Waiting implements AutoCloseable {

    private final AtomicReference<@Nullable Run> run;

    Waiting(Run run) {
      this.run = new AtomicReference<>(run);
    }

    Optional<Run> take() {
      return Optional.ofNullable(run.getAndSet(null));
    }

    @Override
    public void close() {
      take().ifPresent(Run::close);
    }
  }
}
