package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.ready.ReadyWhen;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** A test JVM of its own that starts containers, says so, and then waits to be killed. */
final class SleepingContainers {

  private SleepingContainers() {}

  public static void main(String[] arguments) throws InterruptedException {
    int count = Integer.parseInt(arguments[0]);
    Settings settings =
        Settings.of(
            Map.of("mayfly.reaper.grace", arguments[1], "mayfly.reaper.socket", arguments[2]));
    Containers containers = Containers.open(settings);
    System.out.println("session " + containers.sessionId());
    ContainerSpec spec =
        ContainerSpec.of("busybox:1.35")
            .command("sleep", "600")
            .network(NetworkSpec.of("killed"))
            .mount(Mount.volume("killed", "/data"))
            .readyWhen(ReadyWhen.running());
    IntStream.range(0, count).parallel().forEach(number -> containers.start(spec));
    System.out.println("running");
    new CountDownLatch(1).await();
  }
}
