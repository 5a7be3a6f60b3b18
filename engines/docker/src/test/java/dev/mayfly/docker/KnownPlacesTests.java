package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where engines are known to listen. */
class KnownPlacesTests {

  private static final String MACHINE = "home/.local/share/containers/podman/machine/";

  @TempDir private Path root;

  /**
   * In their order: those of Docker, those of its relatives, Podman as root, as a user, in a VM.
   */
  private static List<String> sockets(Object user) {
    return List.of(
        "var/run/docker.sock",
        "xdg/docker.sock",
        "run/user/" + user + "/docker.sock",
        "home/.docker/run/docker.sock",
        "home/.docker/desktop/docker.sock",
        "home/.colima/default/docker.sock",
        "home/.rd/docker.sock",
        "home/.orbstack/run/docker.sock",
        "run/podman/podman.sock",
        "xdg/podman/podman.sock",
        "run/user/" + user + "/podman/podman.sock",
        "xdg/podman/podman-machine-default-api.sock",
        "run/user/" + user + "/podman/podman-machine-default-api.sock",
        "tmp/podman/podman-machine-default-api.sock",
        MACHINE + "podman.sock",
        MACHINE + "qemu/podman.sock");
  }

  @Test
  void each_is_asked_and_the_first_that_answers_is_taken() throws IOException {
    Path process = Files.createDirectories(root.resolve("proc/self"));
    Machine machine =
        new Machine(root)
            .variable("XDG_RUNTIME_DIR", root.resolve("xdg").toString())
            .variable("TMPDIR", root.resolve("tmp").toString());
    Deque<ScriptedServer> servers = new ArrayDeque<>();
    List<String> found = new ArrayList<>();
    List<String> sockets = sockets(Files.getAttribute(process, "unix:uid"));
    try {
      for (String socket : sockets) {
        servers.add(machine.server(socket, Machine.ENGINE));
      }
      while (!servers.isEmpty()) {
        found.add(machine.found());
        servers.remove().close();
      }
    } finally {
      for (ScriptedServer server : servers) {
        server.close();
      }
    }

    assertThat(found).containsExactlyElementsOf(sockets.stream().map(machine::unix).toList());
  }

  @Test
  void a_user_without_variables_has_a_folder_for_sockets_too() throws IOException {
    Object user =
        Files.getAttribute(Files.createDirectories(root.resolve("proc/self")), "unix:uid");
    Machine machine = new Machine(root);
    String socket = "run/user/" + user + "/podman/podman.sock";
    try (ScriptedServer podman = machine.server(socket, Machine.ENGINE)) {
      assertThat(machine.found()).isEqualTo(podman.address().toString());
    }
  }

  @Test
  void on_windows_they_are_pipes() {
    KnownPlaces places = new KnownPlaces(new Variables(name -> null), root, true);

    assertThat(places.usual()).hasToString("npipe:////./pipe/docker_engine (the usual place)");
    assertThat(places.others())
        .extracting(Place::name)
        .containsExactly(
            "npipe:////./pipe/dockerDesktopLinuxEngine", "npipe:////./pipe/podman-machine-default");
  }

  @Test
  void a_machine_that_does_not_say_whose_process_this_is_has_fewer() {
    List<Place> places = new KnownPlaces(new Variables(name -> null), root, false).others();

    assertThat(places)
        .extracting(Place::origin)
        .contains("Docker Desktop", "OrbStack", "Podman")
        .doesNotContain("rootless Docker", "rootless Podman");
  }
}
