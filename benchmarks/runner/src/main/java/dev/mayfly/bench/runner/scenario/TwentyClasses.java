package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Twenty classes of five tests that each need a PostgreSQL without anything in it. */
public final class TwentyClasses implements Scenario {

  private static final double FLOOR_BOUND = 1.5;
  private static final double PEER_BOUND = 0.2;
  private static final String[] TWENTY =
      IntStream.rangeClosed(1, 20)
          .mapToObj(number -> String.format("CleanDatabases$Class%02d", number))
          .toArray(String[]::new);
  private static final int MOST_TURNS = 2;
  private static final double PRICE_BOUND = 50;
  private static final String PRICE = "ms for a clean database";
  private static final String OURS = "Mayfly, a database a test";
  private static final String QUICK = ", inMemory().trust()";
  private static final String OURS_QUICK = OURS + QUICK;
  private static final String FLOOR = "Mayfly, one database for all tests";
  private static final String PEER = "Testcontainers, a container a class";
  private static final String PEER_QUICK = PEER + ", tmpfs, trust";

  /** What short-lived JVMs are often given: compiled code is slower, and there sooner. */
  private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

  private static final String THERE = ", " + ONE_COMPILER;

  @Override
  public char letter() {
    return 'd';
  }

  @Override
  public String title() {
    return "20 classes × 5 tests, each with a clean PostgreSQL";
  }

  /** Takes a minute a turn, and so has few. */
  @Override
  public void run(Lab lab) throws Exception {
    List<String> quick = List.of("-Dbench.quick=true");
    List<String> quickest = List.of("-Dbench.quick=true", ONE_COMPILER);
    List<String> oneCompiler = List.of(ONE_COMPILER);
    Turns.take(
        lab,
        letter(),
        Math.min(lab.repeats(), MOST_TURNS),
        List.of(
            contestant(lab, OURS, Side.MAYFLY, List.of(), TWENTY),
            contestant(lab, OURS_QUICK, Side.MAYFLY, quick, TWENTY),
            contestant(lab, OURS_QUICK + THERE, Side.MAYFLY, quickest, TWENTY),
            contestant(lab, FLOOR, Side.MAYFLY, List.of(), "OneDatabase"),
            contestant(lab, FLOOR + QUICK, Side.MAYFLY, quick, "OneDatabase"),
            contestant(lab, PEER, Side.TESTCONTAINERS, List.of(), TWENTY),
            contestant(lab, PEER_QUICK, Side.TESTCONTAINERS, quick, TWENTY),
            contestant(lab, PEER + THERE, Side.TESTCONTAINERS, oneCompiler, TWENTY)));
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, FLOOR, FLOOR_BOUND);
    lab.results().ratioGoal(letter(), Turns.WALL, OURS_QUICK, FLOOR + QUICK, FLOOR_BOUND);
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, PEER, PEER_BOUND);
    lab.results().ratioGoal(letter(), Turns.WALL, OURS_QUICK, PEER, PEER_BOUND);
    lab.results().ratioGoal(letter(), Turns.WALL, OURS_QUICK, PEER_QUICK, PEER_BOUND);
    lab.results().ratioGoal(letter(), Turns.WALL, OURS_QUICK + THERE, PEER + THERE, PEER_BOUND);
    price(lab);
  }

  private static Contestant contestant(
      Lab lab, String title, Side side, List<String> options, String... classes) {
    return new Contestant(title, () -> lab.jvm().junit(side, options, Map.of(), classes));
  }

  /** What a test waits for its database, in a class of many tests. */
  private void price(Lab lab) throws Exception {
    Path figures = Files.createTempFile("mayfly-bench-price", ".txt");
    try {
      List<String> option = List.of("-Dbench.figures=" + figures);
      lab.jvm().junit(Side.MAYFLY, option, Map.of(), "DatabasePriceTests");
      for (String millis : Files.readAllLines(figures)) {
        lab.results().add(letter(), PRICE, OURS, Double.parseDouble(millis));
      }
    } finally {
      Files.delete(figures);
    }
    lab.results()
        .median(letter(), PRICE, OURS)
        .ifPresent(millis -> lab.results().goal(letter(), PRICE, millis, PRICE_BOUND));
  }
}
