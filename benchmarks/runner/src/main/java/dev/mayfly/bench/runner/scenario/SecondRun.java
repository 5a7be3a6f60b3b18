package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.util.List;
import java.util.Map;

/**
 * The second run of the same test with one PostgreSQL. Mayfly has no container that outlives its
 * JVM yet, so only the peer is measured: as it is by default, and with reuse.
 */
public final class SecondRun implements Scenario {

  private static final double BOUND = 0.25;

  @Override
  public char letter() {
    return 'e';
  }

  @Override
  public String title() {
    return "The second run of one class with one PostgreSQL";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Map<String, String> reuse = Map.of("TESTCONTAINERS_REUSE_ENABLE", "true");
    Turns.take(
        lab,
        letter(),
        lab.repeats(),
        List.of(
            new Contestant(
                "Testcontainers, its default",
                () -> lab.jvm().junit(Side.TESTCONTAINERS, List.of(), Map.of(), "PostgresTests")),
            new Contestant(
                "Testcontainers, with reuse",
                () ->
                    lab.jvm()
                        .junit(Side.TESTCONTAINERS, List.of(), reuse, "ReusedPostgresTests"))));
    lab.removeContainers();
    lab.results()
        .goalNotReachable(letter(), "due with lifetimes: no container outlives its JVM yet", BOUND);
  }
}
