package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Figures;
import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import dev.mayfly.bench.runner.WorkerProcess;

/** Many busybox servers at once, a thread each, in JVMs that may use 64 MB of heap. */
public final class ManyAtOnce implements Scenario {

  private static final double BOUND = 1.05;
  private static final double HEAP_BOUND = 64;
  private static final int FEW = 10;

  @Override
  public char letter() {
    return 'f';
  }

  @Override
  public String title() {
    return "Many containers at once, with the client's CPU and memory";
  }

  @Override
  public void run(Lab lab) throws Exception {
    try (WorkerProcess ours = lab.jvm().worker(Side.MAYFLY, "-Xmx64m");
        WorkerProcess peer = lab.jvm().worker(Side.TESTCONTAINERS, "-Xmx64m");
        WorkerProcess bare = lab.jvm().worker(Side.BARE, "-Xmx64m")) {
      for (int size : lab.sizes()) {
        int turns = size <= FEW ? lab.repeats() : Math.max(1, lab.repeats() / 2);
        for (int turn = size <= FEW ? -1 : 0; turn < turns; turn++) {
          once(lab, ours, size, turn >= 0);
          once(lab, peer, size, turn >= 0);
          once(lab, bare, size, turn >= 0);
        }
        setGoals(lab, size);
      }
    }
  }

  private void once(Lab lab, WorkerProcess worker, int size, boolean counts) throws Exception {
    Figures figures = worker.perform("many " + size);
    if (counts) {
      String who = worker.side().title();
      lab.results().add(letter(), size + ": ms to ready", who, figures.get("start"));
      lab.results().add(letter(), total(size), who, figures.get("total"));
      lab.results().add(letter(), size + ": client CPU ms", who, figures.get("startCpu"));
      lab.results().add(letter(), heap(size), who, figures.get("peakHeap"));
    }
  }

  private static String total(int size) {
    return size + ": ms, start to removed";
  }

  private static String heap(int size) {
    return size + ": peak heap MB";
  }

  private void setGoals(Lab lab, int size) {
    String ours = Side.MAYFLY.title();
    lab.results().ratioGoal(letter(), total(size), ours, Side.BARE.title(), BOUND);
    lab.results()
        .median(letter(), heap(size), ours)
        .ifPresent(heap -> lab.results().goal(letter(), heap(size), heap, HEAP_BOUND));
  }
}
