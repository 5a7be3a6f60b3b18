package dev.mayfly.docker;

import dev.mayfly.ContainerStats;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.BuildRequest;
import dev.mayfly.engine.Capability;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineInfo;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileVisitor;
import dev.mayfly.engine.Finding;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.LocalReaperRequest;
import dev.mayfly.engine.ParentImage;
import dev.mayfly.engine.PathState;
import dev.mayfly.engine.ReaperRequest;
import dev.mayfly.engine.RelayRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine that speaks the Docker Engine API from version 1.24 on: Docker, or Podman's service.
 * Thread-safe.
 *
 * <p>It reads these settings: {@code mayfly.engine} or {@code mayfly.docker.host} names the engine,
 * {@code unix:///path}, {@code tcp://host:port}, {@code ssh://user@host} or {@code context:NAME},
 * before the variables and files by which the {@code docker} command knows it; {@code mayfly.host}
 * is the address at which mapped ports are reached, where that is another one; {@code
 * mayfly.reaper.socket} is the path of the engine's socket on the engine's own machine, where it is
 * neither the same as here nor the usual one; {@code mayfly.engine.timeout} is how long a question
 * may take that an engine answers at once.
 */
public final class DockerEngine implements ContainerEngine {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  private final EngineConnection connection;
  private final Where where;
  private final Cgroups cgroups;
  private final CreateCall creation;
  private final Routes routes;
  private final ContainerCalls containers;
  private final FileTransfer files;
  private final ExecCall exec;
  private final LogCalls logs;
  private final EventCalls events;
  private final ImageCalls images;
  private final DockerJava dockerJava;
  private final RegistryCalls registries;
  private final Builds builds;
  private final NetworkCalls networks;
  private final VolumeCalls volumes;
  private final Inventory inventory;
  private final Removal removal;
  private final ReaperSockets reaperSockets;

  private DockerEngine(
      EngineConnection connection,
      Where where,
      Variables variables,
      Optional<String> reaperSocket) {
    Api api = connection.api();
    boolean isPodman = connection.ping().isPodman();
    EngineClock clock = connection.ping().clock().measured(api);
    this.connection = connection;
    this.where = where;
    this.networks = new NetworkCalls(api);
    this.removal = new Removal(api, isPodman);
    this.routes = routes(connection, where);
    this.cgroups = new Cgroups(api);
    this.creation =
        new CreateCall(
            api,
            networks,
            removal,
            routes,
            new HostGateway(api, isPodman, cgroups),
            new UncountedLimits(cgroups),
            new CreateWarnings(LOG::warn));
    this.containers = new ContainerCalls(api, networks, cgroups, routes, clock);
    this.files = new FileTransfer(api, clock, isPodman);
    this.exec = new ExecCall(api, connection.deadlines());
    this.logs = new LogCalls(api, clock, isPodman);
    this.events = new EventCalls(api, clock, isPodman);
    this.images = new ImageCalls(api, isPodman);
    RegistryLogins logins = new RegistryLogins(variables);
    this.dockerJava = new DockerJava(connection.transport(), api.version(), logins);
    this.registries = new RegistryCalls(api, logins);
    this.builds = new Builds(dockerJava, connection, variables);
    this.volumes = new VolumeCalls(api);
    this.inventory = new Inventory(api);
    Optional<String> remoteSocket = connection.transport().tunnel().map(Tunnel::remoteSocket);
    this.reaperSockets =
        new ReaperSockets(
            reaperSocket.or(() -> remoteSocket), where, LinuxSurroundings.ofThisJvm(), api);
  }

  /** A tunnel carries ports too, unless the user says where they are. */
  private static Routes routes(EngineConnection connection, Where where) {
    return connection
        .transport()
        .tunnel()
        .filter(tunnel -> where.hostOverride().isEmpty())
        .<Routes>map(TunnelRoutes::new)
        .orElseGet(() -> new HostSearch(planner(connection, where)::plan, TcpTest::failure));
  }

  private static HostPlanner planner(EngineConnection connection, Where where) {
    Limits limits = connection.transport().limits();
    return new HostPlanner(
        where,
        LinuxSurroundings.ofThisJvm(),
        connection.api(),
        port -> Publishers.of(port, Path.of(Where.USUAL_SOCKET), limits));
  }

  /**
   * Finds the engine and connects to it.
   *
   * @param settings the values of settings by their names
   * @throws dev.mayfly.DeclarationException if {@code mayfly.host} has no address, or if what names
   *     the engine can't be used
   * @throws dev.mayfly.EngineNotFoundException if none answers
   */
  public static DockerEngine open(Function<String, Optional<String>> settings) {
    return open(settings, System::getenv);
  }

  /** The same with other variables than those of this JVM. */
  static DockerEngine open(
      Function<String, Optional<String>> settings, Function<String, @Nullable String> variables) {
    settings.apply("mayfly.host").ifPresent(Where::requireKnown);
    return open(
        new Discovery(settings, variables, Path.of("/")).open(),
        settings,
        new Variables(variables));
  }

  /**
   * Connects to the engine of a name.
   *
   * @param settings the values of settings by their names
   * @throws dev.mayfly.DeclarationException if {@code mayfly.host} has no address, or if the name
   *     can't be used
   * @throws dev.mayfly.EngineNotFoundException if the engine does not answer
   */
  static DockerEngine open(EngineName name, Function<String, Optional<String>> settings) {
    settings.apply("mayfly.host").ifPresent(Where::requireKnown);
    Variables variables = new Variables(System::getenv);
    return open(
        new Discovery(settings, System::getenv, Path.of("/")).open(name), settings, variables);
  }

  private static DockerEngine open(
      EngineConnection connection,
      Function<String, Optional<String>> settings,
      Variables variables) {
    return new DockerEngine(
        connection,
        new Where(connection.transport().address(), settings.apply("mayfly.host")),
        variables,
        settings.apply("mayfly.reaper.socket"));
  }

  @Override
  public String address() {
    return connection.name();
  }

  /** Each JVM has a service of its own of the user's one Podman. */
  @Override
  public String identity() {
    return where.address() instanceof PodmanAddress ? "podman" : address();
  }

  @Override
  public String hostChoice() {
    return routes.toString();
  }

  @Override
  public String publishAddress() {
    return routes.publishAddress();
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.allOf(Capability.class);
    if (!cgroups.canPause()) {
      all.remove(Capability.PAUSE);
    }
    if (!routes.carryUdp()) {
      all.remove(Capability.UDP_PORTS);
    }
    return all;
  }

  @Override
  public EngineInfo info() {
    return InfoJson.ask(connection.api(), connection.ping());
  }

  @Override
  public Optional<ImageState> findImage(ImageName name) {
    return images.find(name);
  }

  @Override
  public List<String> imageNames() {
    return images.names();
  }

  @Override
  public void pullImage(ImageName name, @Nullable String platform, Consumer<String> progress) {
    dockerJava.pull(name, platform, progress);
  }

  @Override
  public void pushImage(ImageName name, Consumer<String> progress) {
    dockerJava.push(name, progress);
  }

  @Override
  public Optional<String> digestInRegistry(ImageName name) {
    return registries.digest(name);
  }

  @Override
  public List<ParentImage> baseImages(ImageBuild build) {
    return ParentImages.of(build).bases();
  }

  @Override
  public ImageState buildImage(BuildRequest request, Consumer<String> output) {
    builds.build(request, output);
    return images.get(request.name());
  }

  @Override
  public List<FileEntry> buildFiles(ImageBuild build) throws IOException {
    return BuildContext.files(build);
  }

  @Override
  public String createContainer(ContainerRequest request) {
    return creation.create(request);
  }

  @Override
  public void startContainer(String id) {
    containers.start(id);
  }

  @Override
  public ContainerState inspectContainer(String id) {
    return containers.inspect(id);
  }

  @Override
  public Optional<Boolean> healthcheckOf(String patch) {
    return MergePatch.healthcheckOf(patch);
  }

  @Override
  public String createReaper(ReaperRequest request) {
    outlive(request.session());
    ProgramImage image = image(OwnProgram.REAPER);
    String id = image.ensure(images);
    String socket = reaperSockets.path(request.attempt());
    return creation.create(ReaperContainer.of(request, image.name(), id, socket));
  }

  private ProgramImage image(OwnProgram program) {
    String machine = where.isLocal() ? System.getProperty("os.arch") : info().architecture();
    return ProgramImage.of(program, machine);
  }

  @Override
  public String createRelay(RelayRequest request) {
    ProgramImage image = image(OwnProgram.RELAY);
    String id = image.ensure(images);
    return creation.create(RelayContainer.of(request, image.name(), id));
  }

  /**
   * Wherever the engine is that listens behind a socket of this machine: the process asks there
   * too.
   */
  @Override
  public Optional<AttachedStreams> startLocalReaper(LocalReaperRequest request) {
    Path socket = where.address().socket();
    if (socket == null || !where.isLocal()) {
      return Optional.empty();
    }
    outlive(request.session());
    try {
      return Optional.of(ReaperProcess.start(request, socket));
    } catch (IOException e) {
      throw new EngineException(0, "Starting a local reaper: " + e.getMessage(), e);
    }
  }

  /** A service of this JVM's own has to be there when reapers remove what a session has left. */
  private void outlive(String session) {
    try {
      if (where.address() instanceof PodmanAddress podman) {
        podman.service().await(session);
      }
    } catch (IOException e) {
      throw new EngineException(0, "The service of Podman has ended: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Duration> runHealthcheck(String id) {
    if (!connection.ping().isPodman()) {
      return Optional.empty();
    }
    containers.runHealthcheck(id);
    return Optional.of(containers.healthcheckInterval(id));
  }

  @Override
  public void stopContainer(String id, Duration grace) {
    containers.stop(id, grace);
  }

  @Override
  public void killContainer(String id, String signal) {
    containers.kill(id, signal);
  }

  @Override
  public void pauseContainer(String id) {
    containers.pause(id);
  }

  @Override
  public void unpauseContainer(String id) {
    containers.unpause(id);
  }

  @Override
  public PathState inspectPath(String id, String path) {
    return files.inspect(id, path);
  }

  @Override
  public void copyIn(String id, List<FileEntry> entries) {
    files.copyIn(id, entries);
  }

  @Override
  public void copyOut(String id, String path, FileVisitor visitor) {
    files.copyOut(id, path, visitor);
  }

  /** Delivers output on the calling thread. */
  @Override
  public ExecResult exec(String id, ExecSpec command, @Nullable Consumer<LogLine> output) {
    return exec.run(id, command, output);
  }

  @Override
  public void readLogs(String id, Instant since, int tail, Consumer<LogLine> lines) {
    logs.read(id, since, tail, lines);
  }

  @Override
  public LogSubscription followLogs(
      String id, Instant since, Consumer<LogLine> lines, Runnable atEnd) {
    return logs.follow(id, since, lines, atEnd);
  }

  @Override
  public String commit(String id, ImageName name, Map<String, String> labels) {
    return containers.commit(id, name, labels);
  }

  @Override
  public ContainerStats stats(String id) {
    return containers.stats(id);
  }

  @Override
  public AttachedStreams attach(String id) {
    return AttachedConnection.open(connection.api(), id);
  }

  @Override
  public LogSubscription events(
      String label, String value, Consumer<EngineEvent> consumer, Runnable lost) {
    return events.listen(label, value, consumer, lost);
  }

  @Override
  public String createNetwork(String name, NetworkSpec spec, Map<String, String> labels) {
    return networks.create(name, spec, labels);
  }

  @Override
  public List<Finding> examine() {
    boolean isPodman = connection.ping().isPodman();
    List<Finding> findings = new ArrayList<>();
    if (where.address() instanceof PodmanAddress) {
      findings.add(Finding.note("service", PodmanAddress.WORDS, PodmanAddress.ALTERNATIVE));
    }
    findings.addAll(
        new EngineExamination(connection.api(), routes, isPodman, where.isLocal()).all());
    return findings;
  }

  @Override
  public Optional<String> findNetwork(String nameOrId) {
    return networks.find(nameOrId);
  }

  /** Podman's rootless default network is one that can't be left for another. */
  @Override
  public boolean connectsRunning() {
    return !connection.ping().isPodman();
  }

  @Override
  public void connect(String networkId, String containerId, List<String> aliases) {
    networks.connect(networkId, containerId, aliases);
  }

  @Override
  public void disconnect(String networkId, String containerId) {
    networks.disconnect(networkId, containerId);
  }

  @Override
  public String createVolume(String name, Map<String, String> labels) {
    volumes.create(name, labels);
    return name;
  }

  @Override
  public List<EngineResource> list(EngineResource.Kind kind, String label, @Nullable String value) {
    return inventory.list(kind, label, value);
  }

  @Override
  public void remove(EngineResource.Kind kind, String id) {
    removal.remove(kind, id);
    if (kind == EngineResource.Kind.CONTAINER) {
      routes.forget(id);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
