package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import dev.mayfly.bench.runner.WorkerProcess;

/** From the moment at which a late service begins to listen to the return of its start. */
public final class ReadinessLag implements Scenario {

  private static final String METRIC = "ms after it listens";

  @Override
  public char letter() {
    return 'i';
  }

  @Override
  public String title() {
    return "Readiness lag of a service that listens after a second";
  }

  @Override
  public void run(Lab lab) throws Exception {
    try (WorkerProcess ours = lab.jvm().worker(Side.MAYFLY);
        WorkerProcess peer = lab.jvm().worker(Side.TESTCONTAINERS);
        WorkerProcess bare = lab.jvm().worker(Side.BARE)) {
      for (int turn = -1; turn < lab.repeats(); turn++) {
        once(lab, ours, turn >= 0);
        once(lab, peer, turn >= 0);
        once(lab, bare, turn >= 0);
      }
    }
  }

  private void once(Lab lab, WorkerProcess worker, boolean counts) throws Exception {
    double lag = worker.perform("lag").get("lag");
    if (counts) {
      lab.results().add(letter(), METRIC, worker.side().title(), lag);
    }
  }
}
