package dev.mayfly.bench.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sides that are compared. Each has a module of its own, and nothing else on its class path.
 */
public enum Side {
  MAYFLY("Mayfly", "MayflyWorker"),
  TESTCONTAINERS("Testcontainers", "PeerWorker"),
  BARE("bare engine", "BareWorker"),
  MODULES("Mayfly with all modules", null),
  BRIDGE("Testcontainers in Mayfly", null),
  SPRING_MAYFLY("Mayfly with Spring Boot", null),
  SPRING_TESTCONTAINERS("Testcontainers with Spring Boot", null);

  private final String title;
  private final @Nullable String worker;

  Side(String title, @Nullable String worker) {
    this.title = title;
    this.worker = worker;
  }

  public String title() {
    return title;
  }

  private String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String workerClass() {
    return className(Objects.requireNonNull(worker, title));
  }

  /** Those that can do single tasks, and have nothing else on their class paths. */
  public static List<Side> plain() {
    return Stream.of(values()).filter(side -> side.worker != null).toList();
  }

  /** The full name of a class of this side; the bridge's are the peer's. */
  public String className(String simpleName) {
    String packageOf = this == BRIDGE ? TESTCONTAINERS.folder() : folder();
    return "dev.mayfly.bench." + packageOf.replace('-', '.') + "." + simpleName;
  }

  /** Everything on its class path: the module's own jar, and what Maven says it depends on. */
  public List<Path> classPath() {
    Path target = Path.of("benchmarks", folder(), "target");
    try (Stream<Path> files = Files.list(target)) {
      Path own =
          files.filter(file -> file.toString().endsWith("SNAPSHOT.jar")).findFirst().orElseThrow();
      String others = Files.readString(target.resolve("class-path.txt")).strip();
      return Stream.concat(Stream.of(own), Stream.of(others.split(":", -1)).map(Path::of)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("run bin/bench, which builds the sides first", e);
    }
  }

  /**
   * The peer's reaper and its helper image come from a registry that can't be reached everywhere;
   * without them it has less to do, which is in its favour.
   */
  Map<String, String> environment() {
    return this == TESTCONTAINERS || this == SPRING_TESTCONTAINERS
        ? Map.of(
            "TESTCONTAINERS_RYUK_DISABLED", "true", "TESTCONTAINERS_HOST_OVERRIDE", "localhost")
        : Map.of();
  }
}
