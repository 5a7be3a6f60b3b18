package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.ReadyWhen;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A test JVM of its own that starts and stops containers on a cluster until it is killed. */
final class BusyOnCluster {

  private BusyOnCluster() {}

  /**
   * @param arguments the grace after the JVM's end, and a namespace
   */
  public static void main(String[] arguments) {
    Containers containers =
        Containers.open(
            Settings.of(
                Map.of(
                    "mayfly.engine", "kubernetes",
                    "mayfly.reaper.grace", arguments[0],
                    "mayfly.kubernetes.namespace", arguments[1])));
    System.out.println("session " + containers.sessionId());
    for (int round = 0; ; round++) {
      List<RunningContainer> running = specs(round).parallel().map(containers::start).toList();
      System.out.println("round " + round);
      running.parallelStream().forEach(RunningContainer::close);
    }
  }

  /** Three, with a network, a volume and a file that no round before had. */
  private static Stream<ContainerSpec> specs(int round) {
    NetworkSpec network = NetworkSpec.of("network-" + round);
    ContainerSpec busybox = ContainerSpec.of("busybox:1.35");
    return Stream.of(
            busybox.network(network, "db-" + round),
            busybox.network(network).mount(Mount.volume("volume-" + round, "/data")),
            busybox.copy(FileSource.text("round " + round), "/greeting"))
        .map(spec -> spec.command("sleep", "600").readyWhen(ReadyWhen.running()));
  }
}
