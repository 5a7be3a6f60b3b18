package dev.mayfly.engine;

import dev.mayfly.ContainerSpec;
import dev.mayfly.Mount;
import dev.mayfly.Port;
import dev.mayfly.Resources;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is asked to create. Immutable.
 *
 * @param name for people; an engine that is strict about names makes it fit
 * @param image the name or id of an image that the engine has
 * @param platform such as {@code linux/arm64}; null for the engine's own
 * @param process what runs in it
 * @param ports that it listens on and that are to be reached from this JVM
 * @param mounts what is mounted; volumes are called by the engine's ids
 * @param resources its limits
 * @param privileges what it may do that others may not, and the other way round
 * @param labels all of them
 * @param extraHosts addresses by the names under which it is to find them
 * @param networks to join, the first one at creation; empty for the engine's default
 * @param patch changes to the request in the engine's own words, or null
 */
public record ContainerRequest(
    String name,
    String image,
    @Nullable String platform,
    MainProcess process,
    List<PublishedPort> ports,
    List<Mount> mounts,
    Resources resources,
    Privileges privileges,
    Map<String, String> labels,
    Map<String, String> extraHosts,
    List<Endpoint> networks,
    @Nullable String patch) {

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "container " + name + " of " + image;
  }

  public ContainerRequest {
    ports = List.copyOf(ports);
    mounts = List.copyOf(mounts);
    labels = Map.copyOf(labels);
    extraHosts = Map.copyOf(extraHosts);
    networks = List.copyOf(networks);
  }

  /**
   * What a description asks for.
   *
   * @param name the container's, as above
   * @param image as above
   * @param labels all, the description's among them
   * @param networks as above
   * @param volumes the engine's ids of the volumes by the names that the description gives them
   */
  public static ContainerRequest of(
      String name,
      String image,
      ContainerSpec spec,
      Map<String, String> labels,
      List<Endpoint> networks,
      Map<String, String> volumes) {
    return new ContainerRequest(
        name,
        image,
        spec.platform(),
        MainProcess.of(spec),
        spec.ports().stream().map(port -> PublishedPort.of(spec, port)).toList(),
        spec.mounts().stream().map(mount -> called(mount, volumes)).toList(),
        spec.resources(),
        Privileges.of(spec),
        labels,
        spec.extraHosts(),
        networks,
        spec.createRequestPatch());
  }

  private static Mount called(Mount mount, Map<String, String> volumes) {
    return mount instanceof Mount.Volume volume && volume.name() != null
        ? new Mount.Volume(
            volumes.getOrDefault(volume.name(), volume.name()),
            volume.containerPath(),
            volume.isReadOnly())
        : mount;
  }

  /** The same with a standard input that stays open until who is attached first lets it go. */
  public ContainerRequest openStdin() {
    return new ContainerRequest(
        name,
        image,
        platform,
        process.openStdin(),
        ports,
        mounts,
        resources,
        privileges,
        labels,
        extraHosts,
        networks,
        patch);
  }

  /**
   * What runs in a container.
   *
   * @param entrypoint the program and its first arguments; null for the image's
   * @param command the arguments after those; null for the image's
   * @param env variables beside the image's
   * @param workingDirectory null for the image's
   * @param user a name or number, with a group or without; null for the image's
   * @param hostname its own name for its host; null for the engine's choice
   * @param hasInit whether a small program comes first that passes signals on and reaps children
   * @param hasStdin whether there is a standard input to attach to
   */
  public record MainProcess(
      @Nullable List<String> entrypoint,
      @Nullable List<String> command,
      Map<String, String> env,
      @Nullable String workingDirectory,
      @Nullable String user,
      @Nullable String hostname,
      boolean hasInit,
      boolean hasStdin) {
    /** Without arguments and values of variables, which may be secrets. */
    @Override
    public String toString() {
      return "a process with variables " + new TreeMap<>(env).keySet();
    }

    public MainProcess {
      entrypoint = copy(entrypoint);
      command = copy(command);
      env = Map.copyOf(env);
    }

    private static @Nullable List<String> copy(@Nullable List<String> words) {
      return words == null ? null : List.copyOf(words);
    }

    private static MainProcess of(ContainerSpec spec) {
      return new MainProcess(
          spec.entrypoint(),
          spec.command(),
          spec.env(),
          spec.workingDirectory(),
          spec.user(),
          spec.hostname(),
          spec.hasInit(),
          false);
    }

    private MainProcess openStdin() {
      return new MainProcess(
          entrypoint, command, env, workingDirectory, user, hostname, hasInit, true);
    }
  }

  /**
   * A port that is to be reached from this JVM.
   *
   * @param port the container's
   * @param hostPort the number to reach it by; 0 for any
   */
  public record PublishedPort(Port port, int hostPort) {
    private static PublishedPort of(ContainerSpec spec, Port port) {
      return new PublishedPort(port, spec.fixedPorts().getOrDefault(port.toString(), 0));
    }
  }

  /**
   * What a container may do.
   *
   * @param all whether everything
   * @param added Linux capabilities beside the usual ones, such as {@code NET_ADMIN}
   * @param dropped those that it lacks; {@code ALL} for all
   */
  public record Privileges(boolean all, List<String> added, List<String> dropped) {
    public Privileges {
      added = List.copyOf(added);
      dropped = List.copyOf(dropped);
    }

    private static Privileges of(ContainerSpec spec) {
      return new Privileges(
          spec.isPrivileged(), spec.addedCapabilities(), spec.droppedCapabilities());
    }
  }

  /**
   * A network to join.
   *
   * @param networkId the engine's id, or the name of one of its own networks ({@code host}, {@code
   *     none}, {@code bridge})
   * @param aliases the names of the container there
   */
  public record Endpoint(String networkId, List<String> aliases) {
    public Endpoint {
      aliases = List.copyOf(aliases);
    }
  }
}
