package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.ReadyWhen;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A test JVM of its own that starts and stops containers of all kinds until it is killed. */
final class BusyContainers {

  private BusyContainers() {}

  /**
   * @param arguments the reaper's grace, and a folder with the Dockerfile of an image to build
   */
  public static void main(String[] arguments) {
    Containers containers =
        Containers.open(Settings.of(Map.of("mayfly.reaper.grace", arguments[0])));
    System.out.println("session " + containers.sessionId());
    ImageBuild image = ImageBuild.of(Path.of(arguments[1]));
    for (int round = 0; ; round++) {
      List<RunningContainer> running =
          specs(image, round).parallel().map(containers::start).toList();
      System.out.println("round " + round);
      running.parallelStream().forEach(RunningContainer::close);
    }
  }

  /** Five, with networks and volumes that no round before had. */
  private static Stream<ContainerSpec> specs(ImageBuild image, int round) {
    NetworkSpec network = NetworkSpec.of("network-" + round);
    NetworkSpec isolated = NetworkSpec.of("isolated-" + round).isolated();
    Mount volume = Mount.volume("volume-" + round, "/data");
    ContainerSpec busybox = ContainerSpec.of("busybox:1.35");
    ContainerSpec built = ContainerSpec.of(image);
    return Stream.of(
            busybox.network(network).mount(volume),
            busybox.network(isolated),
            busybox.mount(Mount.anonymousVolume("/anonymous")),
            built.network(network),
            built.mount(volume))
        .map(spec -> spec.command("sleep", "600").readyWhen(ReadyWhen.running()));
  }
}
