package dev.mayfly.bench.pods;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long pods take until they run, by Mayfly and by kubectl in turn: from the order to make them
 * until all of them run, on the cluster that kubectl finds.
 *
 * <p>Arguments: how many turns of each count, after one that does not, and how many pods at once.
 */
public final class PodStarts {

  private static final String IMAGE = "busybox:1.35";
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: bench-%d, labels: {bench: pods}}
      spec:
        restartPolicy: Never
        automountServiceAccountToken: false
        enableServiceLinks: false
        terminationGracePeriodSeconds: 1
        containers: [{name: main, image: "busybox:1.35", imagePullPolicy: IfNotPresent, command: [sleep, 1h]}]
      ---
      """;

  private PodStarts() {}

  /** Prints a row for each size. */
  public static void main(String[] arguments) throws Exception {
    int turns = Integer.parseInt(arguments[0]);
    System.out.println("| pods | kubectl, ms | Mayfly, ms | ratio |\n|---:|---:|---:|---:|");
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Containers containers = open()) {
      for (String size : Arrays.asList(arguments).subList(1, arguments.length)) {
        measure(containers, threads, Integer.parseInt(size), turns);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Containers open() {
    Map<String, String> settings = Map.of("mayfly.engine", "kubernetes", "mayfly.report", "off");
    return Containers.open(Settings.load(name -> Optional.ofNullable(settings.get(name))));
  }

  private static void measure(Containers containers, ExecutorService threads, int size, int turns)
      throws Exception {
    double[] theirs = new double[turns];
    double[] ours = new double[turns];
    for (int turn = -1; turn < turns; turn++) {
      double kubectl = kubectl(size);
      double mayfly = mayfly(containers, threads, size);
      System.err.printf(
          Locale.ROOT, "%d pods: kubectl %.0f, Mayfly %.0f ms%n", size, kubectl, mayfly);
      if (turn >= 0) {
        theirs[turn] = kubectl;
        ours[turn] = mayfly;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %.0f | %.0f | %.2f |%n",
        size,
        median(theirs),
        median(ours),
        median(ours) / median(theirs));
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double kubectl(int size) throws IOException, InterruptedException {
    StringBuilder pods = new StringBuilder();
    for (int i = 0; i < size; i++) {
      pods.append(POD.formatted(i));
    }
    long begin = System.nanoTime();
    run(pods.toString(), "kubectl", "apply", "-f", "-");
    run(
        "",
        "kubectl",
        "wait",
        "--for=condition=Ready",
        "--timeout=300s",
        "pods",
        "-l",
        "bench=pods");
    double millis = since(begin);
    run("", "kubectl", "delete", "pods", "-l", "bench=pods", "--grace-period=1");
    return millis;
  }

  private static void run(String input, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " has failed");
    }
  }

  private static double mayfly(Containers containers, ExecutorService threads, int size)
      throws InterruptedException, ExecutionException {
    ContainerSpec spec =
        ContainerSpec.of(IMAGE).command("sleep", "1h").readyWhen(ReadyWhen.running());
    long begin = System.nanoTime();
    List<Future<RunningContainer>> starts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      starts.add(threads.submit(() -> containers.start(spec)));
    }
    List<RunningContainer> running = new ArrayList<>();
    for (Future<RunningContainer> start : starts) {
      running.add(start.get());
    }
    double millis = since(begin);
    running.forEach(RunningContainer::close);
    return millis;
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
