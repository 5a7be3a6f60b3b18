package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Results;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Five classes of Spring Boot's tests that need a PostgreSQL and a Redis, in a fresh JVM. Mayfly's
 * declare them in their fields, of scope SUITE, and so share two containers and one context. The
 * peer's fields are ten containers and five contexts, which the goal is beside: what declaring in
 * fields costs. Its imported configuration is two and one, too, and is what Mayfly's speed is
 * beside.
 */
public final class FiveContexts implements Scenario {

  private static final double BOUND = 0.6;
  private static final String OURS = "Mayfly, fields shared by the suite";
  private static final String PEER = "Testcontainers, fields of each class";
  private static final String LIKE = "Testcontainers, one imported configuration";
  private static final String PART = "% of the importing side's ms";

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
            contestant(lab, LIKE, Side.SPRING_TESTCONTAINERS, "ImportingTests")));
    lab.results().ratioGoal(letter(), Turns.WALL, OURS, PEER, BOUND);
    addLikeWithLike(lab.results());
  }

  /** Without a bound, since most of it is the start of Spring and of the same two containers. */
  private void addLikeWithLike(Results results) {
    OptionalDouble ours = results.median(letter(), Turns.WALL, OURS);
    OptionalDouble like = results.median(letter(), Turns.WALL, LIKE);
    if (ours.isPresent() && like.isPresent()) {
      results.add(letter(), PART, OURS, 100 * ours.getAsDouble() / like.getAsDouble());
    }
  }

  private static Contestant contestant(Lab lab, String name, Side side, String kind) {
    String[] classes =
        Stream.of("First", "Second", "Third", "Fourth", "Fifth")
            .map(number -> number + kind)
            .toArray(String[]::new);
    return new Contestant(name, () -> lab.jvm().junit(side, List.of(), Map.of(), classes));
  }
}
