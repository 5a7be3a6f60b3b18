package dev.mayfly.bench.hotpaths;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Port;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Describing a container: options that each return a copy, and comparing the results. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class SpecBenchmark {

  private final ContainerSpec one = described();
  private final ContainerSpec equal = described();

  @Benchmark
  public ContainerSpec describe() {
    return described();
  }

  @Benchmark
  public boolean compareEqual() {
    return one.equals(equal);
  }

  @Benchmark
  public int hash() {
    return one.hashCode();
  }

  @Benchmark
  public Port parsePort() {
    return Port.parse("6379/tcp");
  }

  private static ContainerSpec described() {
    return ContainerSpec.of("postgres:15")
        .expose(5432)
        .env("POSTGRES_USER", "orders")
        .env("POSTGRES_PASSWORD", "secret")
        .env("POSTGRES_DB", "orders")
        .label("team", "orders")
        .command("postgres", "-c", "fsync=off")
        .memory(256 << 20);
  }
}
