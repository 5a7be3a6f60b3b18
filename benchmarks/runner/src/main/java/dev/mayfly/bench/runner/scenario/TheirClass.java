package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.util.List;
import java.util.Map;

/** A fresh JVM with a test class of the peer's users, under Mayfly's bridge and by itself. */
public final class TheirClass implements Scenario {

  private static final double BOUND = 1.3;
  private static final String OURS = "PostgreSQLContainer in a session of Mayfly";
  private static final String PEER = "PostgreSQLContainer by itself, without reaper";

  @Override
  public char letter() {
    return 'm';
  }

  @Override
  public String title() {
    return "Bridge: fresh JVM, JUnit console, one class with Testcontainers' PostgreSQL";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Turns.take(
        lab,
        letter(),
        lab.repeats(),
        List.of(contestant(lab, OURS, Side.BRIDGE), contestant(lab, PEER, Side.TESTCONTAINERS)));
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, PEER, BOUND);
  }

  private static Contestant contestant(Lab lab, String name, Side side) {
    return new Contestant(name, () -> lab.jvm().junit(side, List.of(), Map.of(), "PostgresTests"));
  }
}
