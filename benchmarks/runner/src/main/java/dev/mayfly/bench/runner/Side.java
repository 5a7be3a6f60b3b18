package dev.mayfly.bench.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sides that are compared. Each has a module of its own, and nothing else on its class path.
 */
public enum Side {
  MAYFLY("Mayfly", "MayflyWorker"),
  TESTCONTAINERS("Testcontainers", "PeerWorker"),
  BARE("bare engine", "BareWorker");

  private final String title;
  private final String worker;

  Side(String title, String worker) {
    this.title = title;
    this.worker = worker;
  }

  public String title() {
    return title;
  }

  private String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  String workerClass() {
    return className(worker);
  }

  /** The full name of a class of this side. */
  public String className(String simpleName) {
    return "dev.mayfly.bench." + folder() + "." + simpleName;
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
    return this == TESTCONTAINERS
        ? Map.of(
            "TESTCONTAINERS_RYUK_DISABLED", "true", "TESTCONTAINERS_HOST_OVERRIDE", "localhost")
        : Map.of();
  }
}
