package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Five classes of Spring Boot's tests, each with a PostgreSQL and a Redis, in a fresh JVM. */
public final class FiveContexts implements Scenario {

  private static final double BOUND = 0.6;
  private static final String OURS = "Mayfly, containers in each class";
  private static final String PEER = "Testcontainers, containers in each class";

  @Override
  public char letter() {
    return 'l';
  }

  @Override
  public String title() {
    return "Spring Boot: five @SpringBootTest classes with PostgreSQL and Redis";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Turns.take(
        lab,
        letter(),
        lab.repeats(),
        List.of(
            contestant(lab, OURS, Side.SPRING_MAYFLY, "Tests"),
            contestant(lab, PEER, Side.SPRING_TESTCONTAINERS, "Tests"),
            contestant(
                lab,
                "Testcontainers, one imported configuration",
                Side.SPRING_TESTCONTAINERS,
                "ImportingTests")));
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, PEER, BOUND);
  }

  private static Contestant contestant(Lab lab, String name, Side side, String kind) {
    String[] classes =
        Stream.of("First", "Second", "Third", "Fourth", "Fifth")
            .map(number -> number + kind)
            .toArray(String[]::new);
    return new Contestant(name, () -> lab.jvm().junit(side, List.of(), Map.of(), classes));
  }
}
