package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A database of 200 tables, in a running JVM: filled by a script, from the snapshot that the run
 * before has made, and by the engine's own start of the snapshot's image.
 */
public final class KeptState implements Scenario {

  private static final double POSTGRESQL_BOUND = 1 / 5.0;
  private static final double MYSQL_BOUND = 1 / 4.0;
  private static final String FILLED = "Mayfly, filled by a script";
  private static final String KEPT = "Mayfly, from a snapshot";
  private static final String FLOOR = "bare engine, the snapshot's image";

  @Override
  public char letter() {
    return 's';
  }

  @Override
  public String title() {
    return "200 tables: a database from a snapshot, beside one that is filled";
  }

  @Override
  public void run(Lab lab) throws Exception {
    measure(lab, "postgresql", POSTGRESQL_BOUND);
    measure(lab, "mysql", MYSQL_BOUND);
  }

  private static String metric(String product) {
    return "ms to ready, " + product;
  }

  private void measure(Lab lab, String product, double bound) throws Exception {
    Path figures = Files.createTempFile("mayfly-bench-kept", ".txt");
    try {
      lab.jvm()
          .main(
              Side.MODULES,
              List.of(),
              Map.of(),
              List.of(
                  Side.MODULES.className("KeptStates"),
                  product,
                  Integer.toString(lab.repeats()),
                  figures.toString()));
      for (String line : Files.readAllLines(figures)) {
        String[] words = line.split(" ", -1);
        lab.results()
            .add(letter(), metric(product), subject(words[0]), Double.parseDouble(words[1]));
      }
    } finally {
      Files.delete(figures);
    }
    lab.results().ratioGoal(letter(), metric(product), KEPT, FILLED, bound);
  }

  private static String subject(String which) {
    return switch (which) {
      case "without" -> FILLED;
      case "snapshot" -> KEPT;
      default -> FLOOR;
    };
  }
}
