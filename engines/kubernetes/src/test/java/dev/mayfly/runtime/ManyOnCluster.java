package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.ReadyWhen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A test JVM of its own that has many containers with a port each on a cluster, all at once. */
final class ManyOnCluster {

  private static final int SIDE_BY_SIDE = 20;

  private ManyOnCluster() {}

  /**
   * Writes {@code running} and how many threads it has, and ends when it is told to by a line.
   *
   * @param arguments how many
   */
  public static void main(String[] arguments)
      throws java.io.IOException, InterruptedException, ExecutionException {
    ContainerSpec spec = ContainerSpec.of("redis:7.0").expose(6379).readyWhen(ReadyWhen.running());
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try (Containers containers =
        Containers.open(
            Settings.of(Map.of("mayfly.engine", "kubernetes", "mayfly.report", "off")))) {
      List<Future<RunningContainer>> starts = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
        starts.add(threads.submit(() -> containers.start(spec)));
      }
      for (Future<RunningContainer> start : starts) {
        start.get().port(6379);
      }
      System.out.println("running " + Thread.activeCount());
      System.in.read();
    } finally {
      threads.shutdown();
    }
    System.out.println("closed");
  }
}
