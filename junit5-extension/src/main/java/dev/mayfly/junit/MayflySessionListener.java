package dev.mayfly.junit;

import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.Set;
import java.util.function.Function;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets a run begin what its tests will need before the first of them: JUnit's launcher finds this
 * class by itself and tells it of each session.
 *
 * <p>Where no selected test declares a container it does nothing at all.
 */
public final class MayflySessionListener implements LauncherSessionListener {

  private final Function<Settings, Containers> opening;

  /** For JUnit. */
  public MayflySessionListener() {
    this(Containers::open);
  }

  MayflySessionListener(Function<Settings, Containers> opening) {
    this.opening = opening;
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Environments environments = new Environments(opening);
    if (environments.putInto(session)) {
      Conditions conditions = new Conditions(Set.of(MayflyExtension.class, EngineCondition.class));
      session
          .getLauncher()
          .registerTestExecutionListeners(new PlannedRun(session, environments, conditions));
    }
  }
}
