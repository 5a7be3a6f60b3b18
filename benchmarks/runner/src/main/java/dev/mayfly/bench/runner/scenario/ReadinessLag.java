package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import dev.mayfly.bench.runner.WorkerProcess;
import dev.mayfly.bench.subject.Wanted;
import java.util.List;

/**
 * From the moment at which a late service begins to the return of its start. The goals are about
 * the time since it answers, and so leave out what the service itself needs to begin.
 */
public final class ReadinessLag implements Scenario {

  private static final double BOUND = 25;
  private static final List<Wanted.Check> CHECKS =
      List.of(Wanted.Check.USUAL, Wanted.Check.LOG, Wanted.Check.HTTP);

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
        for (Wanted.Check check : CHECKS) {
          once(lab, ours, check, turn >= 0);
          once(lab, peer, check, turn >= 0);
        }
        once(lab, bare, Wanted.Check.HTTP, turn >= 0);
      }
    }
    goal(lab, Wanted.Check.LOG, "", 0);
    for (Wanted.Check check : List.of(Wanted.Check.USUAL, Wanted.Check.HTTP)) {
      goal(lab, check, ", less nginx's own start", nginxStart(lab));
    }
  }

  private void goal(Lab lab, Wanted.Check check, String less, double serviceStart) {
    String metric = metric(check);
    lab.results()
        .median(letter(), metric, Side.MAYFLY.title())
        .ifPresent(lag -> lab.results().goal(letter(), metric + less, lag - serviceStart, BOUND));
  }

  /** What nginx itself needs until it answers: at most what the bare engine's side ever saw. */
  private double nginxStart(Lab lab) {
    return lab.results()
        .least(letter(), metric(Wanted.Check.HTTP), Side.BARE.title())
        .orElseThrow();
  }

  private static String metric(Wanted.Check check) {
    return check.title() + ": ms after " + (check == Wanted.Check.LOG ? "the line" : "nginx began");
  }

  private void once(Lab lab, WorkerProcess worker, Wanted.Check check, boolean counts)
      throws Exception {
    double lag = worker.perform("lag " + check).get("lag");
    if (counts) {
      lab.results().add(letter(), metric(check), worker.side().title(), lag);
    }
  }
}
