package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import dev.mayfly.bench.subject.UrlMain;
import java.util.List;
import java.util.Map;

/** A fresh JVM that asks a PostgreSQL by its JDBC URL, which is all that it knows of it. */
public final class DatabaseByUrl implements Scenario {

  private static final double BOUND = 1;
  private static final String OURS = "jdbc:mayfly:postgresql:15:///orders";
  private static final String PEER = "jdbc:tc:postgresql:15:///orders";

  @Override
  public char letter() {
    return 'k';
  }

  @Override
  public String title() {
    return "By URL: fresh JVM, one query of a PostgreSQL that its JDBC URL starts";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Turns.take(
        lab,
        letter(),
        lab.repeats(),
        List.of(contestant(lab, Side.MAYFLY, OURS), contestant(lab, Side.TESTCONTAINERS, PEER)));
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, PEER, BOUND);
  }

  private static Contestant contestant(Lab lab, Side side, String url) {
    return new Contestant(
        url,
        () -> lab.jvm().main(side, List.of(), Map.of(), List.of(UrlMain.class.getName(), url)));
  }
}
