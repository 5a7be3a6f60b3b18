package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.util.List;
import java.util.Map;

/** A fresh JVM, JUnit's console, one class with one Redis, to the end. */
public final class ColdStart implements Scenario {

  private static final double BOUND = 1.15;
  private static final String OURS = "Mayfly, with reaper";
  private static final String FLOOR = "bare engine in JUnit";

  @Override
  public char letter() {
    return 'a';
  }

  @Override
  public String title() {
    return "Cold: fresh JVM, JUnit console, one class with one Redis";
  }

  @Override
  public void run(Lab lab) throws Exception {
    List<String> noReaper = List.of("-Dmayfly.reaper.enabled=false");
    Turns.take(
        lab,
        letter(),
        lab.repeats(),
        List.of(
            new Contestant(
                OURS, () -> lab.jvm().junit(Side.MAYFLY, List.of(), Map.of(), "RedisTests")),
            new Contestant(
                "Mayfly, without reaper",
                () -> lab.jvm().junit(Side.MAYFLY, noReaper, Map.of(), "RedisTests")),
            new Contestant(
                "Testcontainers, without reaper",
                () -> lab.jvm().junit(Side.TESTCONTAINERS, List.of(), Map.of(), "RedisTests")),
            new Contestant(
                FLOOR, () -> lab.jvm().junit(Side.BARE, List.of(), Map.of(), "RedisTests")),
            new Contestant(
                "bare engine",
                () ->
                    lab.jvm()
                        .main(
                            Side.BARE,
                            List.of(),
                            Map.of(),
                            List.of(Side.BARE.className("ColdMain"))))));
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, FLOOR, BOUND);
  }
}
