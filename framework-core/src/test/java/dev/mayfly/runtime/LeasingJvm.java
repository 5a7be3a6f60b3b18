package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.ReadyWhen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A test JVM of a build: leases a container, says which, and ends when it is told to. */
final class LeasingJvm {

  private LeasingJvm() {}

  /**
   * @param arguments settings as {@code name=value}
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String argument : arguments) {
      settings.put(argument.split("=", 2)[0], argument.split("=", 2)[1]);
    }
    ContainerSpec spec =
        ContainerSpec.of("busybox:1.35")
            .command("sh", "-c", "sleep 0.5; echo up; exec sleep 600")
            .readyWhen(ReadyWhen.log("up"));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Containers containers = Containers.open(Settings.of(settings))) {
      System.out.println("open");
      orders.readLine();
      RunningContainer leased =
          containers.orchestrator().lease(new StartRequest(spec, "shared", "shared"));
      System.out.println(
          leased.id() + " " + (leased.isRunning() && leased.logs().contains("up") ? "up" : "down"));
      orders.readLine();
    }
  }
}
