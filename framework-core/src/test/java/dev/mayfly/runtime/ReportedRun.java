package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.engine.InMemoryEngine;
import java.util.Map;

/** The program of {@link ReportsOfABuildTests}: a session with one container. */
final class ReportedRun {

  private ReportedRun() {}

  public static void main(String[] arguments) throws InterruptedException {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("db:1");
    Settings settings =
        Settings.of(
            Map.of(
                "mayfly.report.dir", arguments[0],
                "mayfly.reaper.enabled", "false",
                "mayfly.sweep.enabled", "false"));
    try (Containers session = Containers.on(engine, settings)) {
      session.orchestrator().start(new StartRequest(ContainerSpec.of("db:1"), "db", "field T.db"));
      System.out.println(session.sessionId());
      if (arguments[1].equals("stay")) {
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }
}
