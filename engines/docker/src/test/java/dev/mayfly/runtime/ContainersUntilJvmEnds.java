package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.ReadyWhen;
import java.util.Map;

/** A test JVM of its own that closes its session, and uses a container after that, at its end. */
final class ContainersUntilJvmEnds {

  private ContainersUntilJvmEnds() {}

  /**
   * @param arguments the reaper's grace
   */
  public static void main(String[] arguments) {
    Containers containers =
        Containers.open(Settings.of(Map.of("mayfly.reaper.grace", arguments[0])));
    System.out.println("session " + containers.sessionId());
    RunningContainer container =
        containers.start(
            ContainerSpec.of("busybox:1.35")
                .command("sleep", "600")
                .readyWhen(ReadyWhen.running()));
    containers.orchestrator().closeWithJvm();
    System.out.println("closed");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> System.out.print(container.exec("echo", "still there").stdout())));
  }
}
