package dev.mayfly.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where engines listen on a machine that names none.
 *
 * @param root of the machine's files, {@code /}
 * @param isWindows where engines listen at named pipes
 */
record KnownPlaces(Variables variables, Path root, boolean isWindows) {

  /** Where Docker's daemon listens unless it is told otherwise. */
  Place usual() {
    return isWindows
        ? pipe("docker_engine", "the usual place")
        : at(root.resolve("var/run/docker.sock"), "the usual place");
  }

  /** All others, in the order in which they are asked. */
  List<Place> others() {
    return isWindows ? pipes() : sockets();
  }

  private static List<Place> pipes() {
    return List.of(
        pipe("dockerDesktopLinuxEngine", "Docker Desktop"),
        pipe("podman-machine-default", "a machine of Podman"));
  }

  private static Place pipe(String name, String origin) {
    return Place.of(new PipeAddress("//./pipe/" + name), origin);
  }

  private List<Place> sockets() {
    Path home = variables.home();
    Set<Path> run = runtimeFolders();
    Path podman = home.resolve(".local/share/containers/podman/machine");
    return Stream.of(
            in(run, "docker.sock", "rootless Docker"),
            Stream.of(
                at(home.resolve(".docker/run/docker.sock"), "Docker Desktop"),
                at(home.resolve(".docker/desktop/docker.sock"), "Docker Desktop on Linux"),
                at(home.resolve(".colima/default/docker.sock"), "Colima"),
                at(home.resolve(".rd/docker.sock"), "Rancher Desktop"),
                at(home.resolve(".orbstack/run/docker.sock"), "OrbStack"),
                at(root.resolve("run/podman/podman.sock"), "Podman")),
            in(run, "podman/podman.sock", "rootless Podman"),
            in(run, "podman/podman-machine-default-api.sock", "a machine of Podman 5"),
            in(temporary(), "podman/podman-machine-default-api.sock", "a machine of Podman 5"),
            Stream.of(
                at(podman.resolve("podman.sock"), "a machine of Podman"),
                at(podman.resolve("qemu/podman.sock"), "a machine of Podman 4")))
        .flatMap(places -> places)
        .toList();
  }

  /** Podman's program, which can be told to listen; only on Linux is it more than a client. */
  Optional<Path> podman() {
    return isWindows || Files.notExists(root.resolve("proc/self"))
        ? Optional.empty()
        : variables
            .path()
            .map(folder -> folder.resolve("podman"))
            .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
            .findFirst();
  }

  private static Place at(Path socket, String origin) {
    return Place.of(EngineAddress.unix(socket), origin);
  }

  private static Stream<Place> in(Set<Path> folders, String socket, String origin) {
    return folders.stream().map(folder -> at(folder.resolve(socket), origin));
  }

  /** The user's folder for sockets; cron, su and many runners of CI jobs set no variable for it. */
  private Set<Path> runtimeFolders() {
    Set<Path> folders = new LinkedHashSet<>();
    variables.get("XDG_RUNTIME_DIR").map(Path::of).ifPresent(folders::add);
    UserNumber.of(root).map(user -> root.resolve("run/user/" + user)).ifPresent(folders::add);
    return folders;
  }

  /** Where macOS has a folder for each user, Linux has one for all. */
  private Set<Path> temporary() {
    return variables.get("TMPDIR").map(Path::of).map(Set::of).orElse(Set.of());
  }
}
