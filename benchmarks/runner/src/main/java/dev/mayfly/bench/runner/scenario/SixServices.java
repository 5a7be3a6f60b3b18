package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.util.List;
import java.util.Map;

/** Redis, PostgreSQL, Kafka, nginx, httpd and a Java program in one class, in a fresh JVM. */
public final class SixServices implements Scenario {

  private static final double BOUND = 1.15;
  private static final String OURS = "Mayfly";
  private static final String BARE = "bare engine, 6 threads";

  @Override
  public char letter() {
    return 'c';
  }

  @Override
  public String title() {
    return "Six different containers in one class";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Turns.take(
        lab,
        letter(),
        lab.repeats(),
        List.of(
            contestant(lab, OURS, Side.MAYFLY, "SixServicesTests"),
            contestant(lab, "Testcontainers, its default", Side.TESTCONTAINERS, "SixServicesTests"),
            contestant(lab, "Testcontainers, parallel", Side.TESTCONTAINERS, "SixAtOnceTests"),
            contestant(lab, BARE, Side.BARE, "SixServicesTests")));
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, BARE, BOUND);
  }

  private static Contestant contestant(Lab lab, String name, Side side, String testClass) {
    return new Contestant(name, () -> lab.jvm().junit(side, List.of(), Map.of(), testClass));
  }
}
