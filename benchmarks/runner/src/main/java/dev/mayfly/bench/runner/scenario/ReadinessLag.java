package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import dev.mayfly.bench.runner.WorkerProcess;
import dev.mayfly.bench.subject.Wanted;
import java.util.List;

/** From the moment at which a late service begins to listen to the return of its start. */
public final class ReadinessLag implements Scenario {

  private static final double BOUND = 25;

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
        for (Wanted.Check check : Wanted.Check.values()) {
          once(lab, ours, check, turn >= 0);
          once(lab, peer, check, turn >= 0);
        }
        once(lab, bare, Wanted.Check.HTTP, turn >= 0);
      }
    }
    for (Wanted.Check check : List.of(Wanted.Check.LOG, Wanted.Check.HTTP)) {
      lab.results()
          .median(letter(), metric(check), Side.MAYFLY.title())
          .ifPresent(lag -> lab.results().goal(letter(), metric(check), lag, BOUND));
    }
  }

  private static String metric(Wanted.Check check) {
    return switch (check) {
      case USUAL -> "port: ms after nginx began";
      case LOG -> "log: ms after the line";
      case HTTP -> "HTTP: ms after nginx began";
    };
  }

  private void once(Lab lab, WorkerProcess worker, Wanted.Check check, boolean counts)
      throws Exception {
    double lag = worker.perform("lag " + check).get("lag");
    if (counts) {
      lab.results().add(letter(), metric(check), worker.side().title(), lag);
    }
  }
}
