package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.ready.ReadyWhen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** A test JVM of its own that starts containers, says so, and then waits to be killed. */
final class SleepingContainers {

  private SleepingContainers() {}

  /**
   * @param arguments how many, the reaper's grace, and other settings as {@code name=value}; {@code
   *     image} is that of the containers
   */
  public static void main(String[] arguments) throws InterruptedException {
    int count = Integer.parseInt(arguments[0]);
    Map<String, String> settings = new HashMap<>(Map.of("mayfly.reaper.grace", arguments[1]));
    for (String more : List.of(arguments).subList(2, arguments.length)) {
      settings.put(more.split("=", 2)[0], more.split("=", 2)[1]);
    }
    String image = settings.getOrDefault("image", "busybox:1.35");
    settings.remove("image");
    Containers containers = Containers.open(Settings.of(settings));
    System.out.println("session " + containers.sessionId());
    ContainerSpec spec =
        ContainerSpec.of(image)
            .command("sleep", "600")
            .network(NetworkSpec.of("killed"))
            .mount(Mount.volume("killed", "/data"))
            .readyWhen(ReadyWhen.running());
    IntStream.range(0, count).parallel().forEach(number -> containers.start(spec));
    System.out.println("running");
    new CountDownLatch(1).await();
  }
}
