package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import dev.mayfly.bench.runner.WorkerProcess;
import dev.mayfly.bench.subject.EngineSocket;
import dev.mayfly.bench.subject.Wanted;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From {@code kill -9} of the test's JVM to an engine without anything of it, the reaper and the
 * network among it. The peer's reaper can't be had without a registry. Beside Mayfly stands what
 * nobody can do without: the grace time, and the removal of as many containers side by side by the
 * bare engine, measured in the same turn.
 */
public final class KilledJvm implements Scenario {

  private static final double GRACE_SECONDS = 2;
  private static final double REMOVALS_BOUND = 1.15;
  private static final double REST_SECONDS = 0.5;
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final long PAUSE_MILLIS = 20;
  private static final int MOST = 10;
  private static final String FLOOR = "grace time + bare engine's removals";
  private static final String SESSION = "dev.mayfly.session";
  private static final Pattern SESSION_ID = Pattern.compile("\"" + SESSION + "\":\"([0-9a-f]+)\"");

  @Override
  public char letter() {
    return 'h';
  }

  @Override
  public String title() {
    return "kill -9 to nothing left, with a grace time of 2 s";
  }

  @Override
  public void run(Lab lab) throws Exception {
    for (int size : lab.sizes()) {
      if (size != 50) {
        measure(lab, size);
      }
    }
  }

  private void measure(Lab lab, int size) throws Exception {
    String metric = size + ": s from kill to nothing";
    for (int turn = 0; turn < (size <= MOST ? lab.repeats() : 1); turn++) {
      lab.results().add(letter(), metric, Side.MAYFLY.title(), once(lab, size));
      lab.results().add(letter(), metric, FLOOR, floor(lab, size));
    }
    double floor = lab.results().median(letter(), metric, FLOOR).orElse(GRACE_SECONDS);
    double bound = GRACE_SECONDS + REMOVALS_BOUND * (floor - GRACE_SECONDS) + REST_SECONDS;
    lab.results()
        .median(letter(), metric, Side.MAYFLY.title())
        .ifPresent(seconds -> lab.results().goal(letter(), metric, seconds, bound));
  }

  @SuppressWarnings("try") // it is killed, and has nothing to close then
  private static double once(Lab lab, int size) throws Exception {
    String grace = "-Dmayfly.reaper.grace=" + (int) GRACE_SECONDS + "s";
    try (WorkerProcess worker = lab.jvm().worker(Side.MAYFLY, grace)) {
      worker.perform("hold " + size);
      String label = SESSION + "=" + session(lab);
      long begin = System.nanoTime();
      worker.kill();
      while (!Lab.containers(label).isEmpty() || Lab.networks(label) > 0) {
        if (System.nanoTime() - begin > LONGEST_NANOS) {
          throw new IOException("after 60 s something with the label " + label + " is still there");
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  private static double floor(Lab lab, int size) throws Exception {
    try (WorkerProcess worker = lab.jvm().worker(Side.BARE)) {
      return GRACE_SECONDS + worker.perform("many " + size).get("remove") / 1000;
    }
  }

  private static String session(Lab lab) throws IOException {
    String one = Lab.containers(Wanted.LABEL + "=" + lab.run()).get(0);
    try (EngineSocket engine = EngineSocket.open()) {
      Matcher matcher = SESSION_ID.matcher(engine.call("GET", "/containers/" + one + "/json"));
      if (!matcher.find()) {
        throw new IOException("container " + one + " has no label " + SESSION);
      }
      return matcher.group(1);
    }
  }
}
