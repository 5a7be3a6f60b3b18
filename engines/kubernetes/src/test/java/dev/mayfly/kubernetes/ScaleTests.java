package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What many containers cost the API server, and the test's JVM, does not grow with their number.
 */
@Tag("kubernetes") // a JVM with a thousand containers takes a while
class ScaleTests {

  @TempDir Path folder;

  /**
   * What some containers have cost until all ran.
   *
   * @param told bytes of lists and watches
   */
  private record Cost(Map<String, Integer> asked, long told, int threads) {

    int requests() {
      return asked.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** A JVM that starts containers on a simulated cluster, of which it is told while it does. */
  private Cost run(SimulatedCluster cluster, int containers, Runnable meanwhile) throws Exception {
    Process jvm = fork(cluster.address(), containers);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      CompletableFuture<Void> running = new CompletableFuture<>();
      Thread beside = Threads.daemon("scale-test", () -> repeat(meanwhile, running));
      beside.start();
      List<String> said = new ArrayList<>();
      String line = lines.readLine();
      while (line != null && !line.startsWith("running ")) {
        said.add(line);
        line = lines.readLine();
      }
      running.complete(null);
      assertThat(line).as(String.join("\n", said)).isNotNull();
      Cost cost =
          new Cost(
              cluster.asked(),
              cluster.told(),
              Integer.parseInt(line.substring("running ".length())));
      jvm.getOutputStream().write('\n');
      jvm.getOutputStream().flush();
      lines.lines().forEach(said::add);
      assertThat(jvm.waitFor()).as(String.join("\n", said)).isZero();
      return cost;
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static void repeat(Runnable task, CompletableFuture<Void> end) {
    while (!end.isDone()) {
      task.run();
      try {
        end.get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // once more
      } catch (InterruptedException | ExecutionException e) {
        return;
      }
    }
  }

  private Process fork(String server, int containers) throws IOException {
    Path kubeconfig = folder.resolve("kubeconfig-" + containers);
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: tests, cluster: {server: "%s"}}]
        users: [{name: tests, user: {token: tests}}]
        contexts: [{name: tests, context: {cluster: tests, user: tests, namespace: ns}}]
        current-context: tests
        """
            .formatted(server));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.mayfly.runtime.ManyOnCluster",
            String.valueOf(containers));
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    return builder.redirectErrorStream(true).start();
  }

  @Test
  void a_start_asks_as_often_among_a_thousand_pods_as_alone() throws Exception {
    Cost few;
    Cost many;
    try (SimulatedCluster cluster = SimulatedCluster.with(0)) {
      few = run(cluster, 20, () -> {});
    }
    try (SimulatedCluster cluster = SimulatedCluster.with(1000)) {
      many = run(cluster, 1000, () -> {});
    }

    assertThat((many.requests() - few.requests()) / 980.0).isLessThanOrEqualTo(4);
    assertThat(few.requests() / 20.0).isLessThanOrEqualTo(8);
    assertThat((many.told() - few.told()) / 980).isLessThanOrEqualTo(2 * few.told() / 20);
    assertThat(many.threads() - few.threads()).isLessThan(100);
  }

  @Test
  void a_server_that_has_too_much_to_do_is_asked_again_and_nothing_fails() throws Exception {
    try (SimulatedCluster cluster = SimulatedCluster.with(0)) {
      cluster.throttle(5);

      Cost cost = run(cluster, 10, () -> {});

      assertThat(cost.asked()).containsEntry("POST pods", 15);
    }
  }

  @Test
  void starts_succeed_while_a_server_forgets_what_watches_have_to_be_told() throws Exception {
    try (SimulatedCluster cluster = SimulatedCluster.with(0)) {
      Cost cost = run(cluster, 20, cluster::forget);

      assertThat(cost.asked().get("WATCH pods")).isGreaterThan(20);
    }
  }
}
