package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.SnapshotSpec;
import dev.mayfly.ready.ReadyWhen;
import java.util.Map;

/** A test JVM of its own whose one container is kept as a snapshot when its session is closed. */
final class SnapshotKeepingJvm {

  private SnapshotKeepingJvm() {}

  /** It is filled in a second, ends well when it is asked to, and says what it does. */
  static ContainerSpec spec(String version) {
    return ContainerSpec.of("busybox:1.35")
        .command(
            "sh",
            "-c",
            "trap 'exit 0' TERM; if [ -e /kept ]; then echo as it was; else sleep 1; echo filling;"
                + " echo rows > /kept; fi; echo up; while :; do sleep 0.1; done")
        .readyWhen(ReadyWhen.log("up"))
        .snapshot(SnapshotSpec.of().version(version));
  }

  static Settings settings(String folder) {
    return Settings.of(
        Map.of("mayfly.reaper.grace", "2s", "mayfly.build.dir", folder, "mayfly.report", "off"));
  }

  /**
   * @param arguments the folder for what JVMs know of each other, and the snapshot's version
   */
  public static void main(String[] arguments) {
    try (Containers containers = Containers.open(settings(arguments[0]))) {
      System.out.println("session " + containers.sessionId());
      System.out.print(containers.start(spec(arguments[1])).logs());
    }
    System.out.println("closed");
  }
}
