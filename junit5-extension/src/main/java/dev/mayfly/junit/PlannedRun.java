package dev.mayfly.junit;

import dev.mayfly.lifetime.EarlyStarts;
import dev.mayfly.runtime.Orchestrator;
import dev.mayfly.runtime.Settings;
import java.util.List;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a run when its plan is known: the session is opened and images are fetched while JUnit
 * prepares the first class.
 *
 * <p>The run waits in the launcher session's store until the first class with a container takes it.
 */
final class PlannedRun implements TestExecutionListener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.session");
  private static final String DRY_RUN = "junit.platform.execution.dryRun.enabled";

  private final LauncherSession session;
  private final Environments environments;

  private final Conditions conditions;

  PlannedRun(LauncherSession session, Environments environments, Conditions conditions) {
    this.session = session;
    this.environments = environments;
    this.conditions = conditions;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    ConfigurationParameters parameters = plan.getConfigurationParameters();
    PlannedContainers planned = PlannedContainers.of(plan, conditions);
    if (planned.isEmpty() || parameters.getBoolean(DRY_RUN).orElse(false)) {
      return;
    }
    Settings settings = Settings.load(parameters::get, parameters.keySet());
    Run run = Run.in(environments.with(settings));
    session.getStore().put(Namespace.create(Run.class), Waiting.class, new Waiting(run));
    if (settings.earlyEnabled()) {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      run.environment().threads().execute(() -> prepare(run, planned, loader));
    }
  }

  private static void prepare(Run run, PlannedContainers planned, @Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Orchestrator opened = run.session();
      if (!run.isClosed()) {
        opened.prepare(planned.images());
        startEarly(run, EarlyPlans.of(planned, run), opened);
      }
    } catch (RuntimeException e) {
      LOG.debug("Can't prepare the run; the first container will tell why", e);
    }
  }

  private static void startEarly(Run run, List<EarlyStarts.Plan> plans, Orchestrator opened) {
    if (!plans.isEmpty()) {
      EarlyStarts starts = new EarlyStarts(run.environment());
      plans.forEach(plan -> starts.expect(plan.owner()));
      run.startsEarly(starts);
      starts.startAll(plans, opened);
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
