package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.util.List;
import java.util.Map;

/**
 * The second run of the same test with one PostgreSQL: with Mayfly the JVM takes over what the one
 * before it has left to the build, the peer is measured as it is by default, and with reuse.
 */
public final class SecondRun implements Scenario {

  private static final double BOUND = 0.30;
  private static final String OURS = "Mayfly, shared in the build";
  private static final String PEER = "Testcontainers, its default";

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
    List<String> build =
        List.of("-Dmayfly.build.id=bench-" + lab.run(), "-Dmayfly.build.linger=60s");
    Map<String, String> reuse = Map.of("TESTCONTAINERS_REUSE_ENABLE", "true");
    Turns.take(
        lab,
        letter(),
        lab.repeats(),
        List.of(
            new Contestant(
                OURS, () -> lab.jvm().junit(Side.MAYFLY, build, Map.of(), "SharedPostgresTests")),
            new Contestant(
                PEER,
                () -> lab.jvm().junit(Side.TESTCONTAINERS, List.of(), Map.of(), "PostgresTests")),
            new Contestant(
                "Testcontainers, with reuse",
                () ->
                    lab.jvm()
                        .junit(Side.TESTCONTAINERS, List.of(), reuse, "ReusedPostgresTests"))));
    lab.removeContainers();
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, PEER, BOUND);
  }
}
