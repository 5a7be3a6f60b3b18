package dev.mayfly.bench.hotpaths;

import dev.mayfly.ContainerSpec;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A hundred starts and removals over the engine in memory: what is left when no time is the
 * engine's. The engine remembers all calls, so each iteration has its own.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, batchSize = 100)
@Measurement(iterations = 10, batchSize = 100)
@State(Scope.Thread)
public class StartBenchmark {

  private final ContainerSpec spec = ContainerSpec.of("service:1").readyWhen(new AtOnce());
  private @Nullable Containers containers;

  @Setup(Level.Iteration)
  public void open() {
    InMemoryEngine engine = new InMemoryEngine();
    engine.image("service:1");
    Map<String, String> unguarded =
        Map.of("mayfly.reaper.enabled", "false", "mayfly.sweep.enabled", "false");
    containers = Containers.on(engine, Settings.of(unguarded));
  }

  @Benchmark
  public void startAndRemove() {
    if (containers == null) {
      throw new IllegalStateException("not open");
    }
    containers.start(spec).close();
  }

  @TearDown(Level.Iteration)
  public void close() {
    if (containers != null) {
      containers.close();
    }
  }

  /** Ready at the first look. */
  private record AtOnce() implements Readiness {

    @Override
    public Look look(Probe probe) {
      return Look.ready();
    }

    @Override
    public String describe() {
      return "nothing";
    }
  }
}
