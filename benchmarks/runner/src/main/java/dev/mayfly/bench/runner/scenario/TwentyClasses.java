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

  private static final double BOUND = 0.10;
  private static final int CLASSES = 20;
  private static final double PRICE_BOUND = 50;
  private static final String PRICE = "ms for a clean database";
  private static final String OURS = "Mayfly, a database a test";
  private static final String IN_MEMORY = "Mayfly, a database a test, inMemory()";
  private static final String PEER = "Testcontainers, a container a class";

  @Override
  public char letter() {
    return 'd';
  }

  @Override
  public String title() {
    return "20 classes × 5 tests, each with a clean PostgreSQL";
  }

  /** Takes minutes, and so is run once for each side, without a run that does not count. */
  @Override
  public void run(Lab lab) throws Exception {
    String[] classes =
        IntStream.rangeClosed(1, CLASSES)
            .mapToObj(number -> String.format("CleanDatabases$Class%02d", number))
            .toArray(String[]::new);
    run(lab, OURS, Side.MAYFLY, List.of(), classes);
    run(lab, IN_MEMORY, Side.MAYFLY, List.of("-Dbench.memory=true"), classes);
    run(lab, PEER, Side.TESTCONTAINERS, List.of(), classes);
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, PEER, BOUND);
    lab.results().ratioGoal(letter(), Turns.WALL, IN_MEMORY, PEER, BOUND);
    price(lab);
  }

  private void run(Lab lab, String title, Side side, List<String> options, String... classes)
      throws Exception {
    double millis = lab.jvm().junit(side, options, Map.of(), classes).millis();
    lab.results().add(letter(), Turns.WALL, title, millis);
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
