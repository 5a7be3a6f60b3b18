package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Figures;
import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import dev.mayfly.bench.runner.WorkerProcess;

/** One Redis in a JVM that has started some before: start, ask, remove. */
public final class WarmStart implements Scenario {

  private static final double BOUND = 1.05;
  private static final int WARM_UPS = 3;
  private static final String TOTAL = "ms, start to removed";

  @Override
  public char letter() {
    return 'b';
  }

  @Override
  public String title() {
    return "Warm: one Redis in a running JVM";
  }

  @Override
  public void run(Lab lab) throws Exception {
    try (WorkerProcess ours = lab.jvm().worker(Side.MAYFLY);
        WorkerProcess peer = lab.jvm().worker(Side.TESTCONTAINERS);
        WorkerProcess bare = lab.jvm().worker(Side.BARE)) {
      for (int turn = -WARM_UPS; turn < 2 * lab.repeats(); turn++) {
        once(lab, ours, turn >= 0);
        once(lab, peer, turn >= 0);
        once(lab, bare, turn >= 0);
      }
    }
    lab.results().ratioGoal(letter(), TOTAL, Side.MAYFLY.title(), Side.BARE.title(), BOUND);
  }

  private void once(Lab lab, WorkerProcess worker, boolean counts) throws Exception {
    Figures figures = worker.perform("warm");
    if (counts) {
      String who = worker.side().title();
      lab.results().add(letter(), TOTAL, who, figures.get("total"));
      lab.results().add(letter(), "ms to ready", who, figures.get("start"));
      lab.results().add(letter(), "ms to remove", who, figures.get("remove"));
    }
  }
}
