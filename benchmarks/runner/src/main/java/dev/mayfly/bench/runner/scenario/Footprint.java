package dev.mayfly.bench.runner.scenario;

import dev.mayfly.bench.runner.Lab;
import dev.mayfly.bench.runner.Scenario;
import dev.mayfly.bench.runner.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a library brings along for scenario a: jars on the class path, and classes that are loaded.
 * JUnit and what is the benchmark's own are left out of the jars, JDBC drivers too, and modules of
 * services but the one for Redis.
 */
public final class Footprint implements Scenario {

  private static final double BOUND = 0.26;
  private static final double CLASSES_BOUND = 3500;
  private static final String JARS = "MB of jars";
  private static final String CLASSES = "classes loaded";
  private static final List<String> LEFT_OUT =
      List.of(
          "mayfly-bench-",
          "/org/junit/",
          "/org/opentest4j/",
          "/org/apiguardian/",
          "/org/jspecify/",
          "/org/postgresql/",
          "checker-qual",
          "mayfly-postgresql",
          "mayfly-kafka",
          "testcontainers-postgresql",
          "testcontainers-kafka",
          "testcontainers-jdbc",
          "testcontainers-database-commons");

  @Override
  public char letter() {
    return 'j';
  }

  @Override
  public String title() {
    return "Jars on the class path, and classes loaded by scenario a";
  }

  @Override
  public void run(Lab lab) throws Exception {
    for (Side side : Side.plain()) {
      lab.results().add(letter(), JARS, side.title(), megabytes(side));
      lab.results().add(letter(), CLASSES, side.title(), classesLoaded(lab, side));
    }
    lab.results()
        .ratioGoal(letter(), JARS, Side.MAYFLY.title(), Side.TESTCONTAINERS.title(), BOUND);
    lab.results()
        .median(letter(), CLASSES, Side.MAYFLY.title())
        .ifPresent(count -> lab.results().goal(letter(), CLASSES, count, CLASSES_BOUND));
  }

  private static double megabytes(Side side) throws IOException {
    long bytes = 0;
    for (Path jar : side.classPath()) {
      String name = jar.toAbsolutePath().toString().replace('\\', '/');
      if (LEFT_OUT.stream().noneMatch(name::contains)) {
        bytes += Files.size(jar);
      }
    }
    return bytes / 1e6;
  }

  private static double classesLoaded(Lab lab, Side side) throws Exception {
    Path log = Files.createTempFile("mayfly-bench-classes", ".log");
    try {
      String option = "-Xlog:class+load:file=" + log;
      lab.jvm().junit(side, List.of(option), Map.of(), "RedisTests");
      try (Stream<String> lines = Files.lines(log)) {
        return lines.filter(line -> line.contains(" source: ")).count();
      }
    } finally {
      Files.delete(log);
    }
  }
}
