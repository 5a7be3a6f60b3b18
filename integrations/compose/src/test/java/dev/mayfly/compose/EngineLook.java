package dev.mayfly.compose;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is on the engine, as its own command sees it. */
final class EngineLook {

  private EngineLook() {}

  private static Stream<String> lines(String... words) {
    Map<String, String> env = System.getenv();
    return Invocation.of(List.of("docker"), env).arguments(List.of(words)).run().stdout().lines();
  }

  /** All with a session's label but for its reaper, which goes last. */
  static List<String> of(String session) {
    String label = "label=dev.mayfly.session=" + session;
    return Stream.of(
            lines("ps", "-a", "--filter", label, "--format", "{{.Names}}")
                .filter(name -> !name.contains("-reaper-")),
            lines("network", "ls", "--filter", label, "--format", "{{.Name}}"),
            lines("volume", "ls", "--filter", label, "--format", "{{.Name}}"),
            lines("images", "--filter", label, "--format", "{{.Repository}}"))
        .flatMap(found -> found)
        .toList();
  }

  static boolean running(String id) {
    return lines("inspect", "--format", "{{.State.Running}}", id).toList().contains("true");
  }

  static List<String> networks(String prefix) {
    return lines("network", "ls", "--format", "{{.Name}}")
        .filter(name -> name.startsWith(prefix))
        .toList();
  }
}
