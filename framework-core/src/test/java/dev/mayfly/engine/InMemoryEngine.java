package dev.mayfly.engine;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStats;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.ImageBuild;
import dev.mayfly.ImageName;
import dev.mayfly.LogLine;
import dev.mayfly.LogSubscription;
import dev.mayfly.MayflyException;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small engine in memory for tests: it keeps the rules of a real one, but what its containers do
 * is said by {@link Program}s, what goes wrong by the test, and nothing takes time. Mapped ports
 * are real ones of this machine. Thread-safe.
 */
public final class InMemoryEngine implements ContainerEngine {

  private final MemoryImages images = new MemoryImages();
  private final MemoryNetworks networks = new MemoryNetworks();
  private final MemoryVolumes volumes = new MemoryVolumes();
  private final MemoryEvents events = new MemoryEvents();
  private final MemoryContainers containers =
      new MemoryContainers(images, networks, volumes, events);
  private final MemoryLocalReapers localReapers = new MemoryLocalReapers();
  private final Faults faults = new Faults();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Integer> reaperAttempts = new CopyOnWriteArrayList<>();
  private final Map<String, Instant> created = new ConcurrentHashMap<>();
  private final Set<Capability> capabilities =
      new CopyOnWriteArraySet<>(EnumSet.allOf(Capability.class));

  // for the test

  /** The image of reapers, which do what a test says of it; by default nothing. */
  public static final String REAPER = "mayfly/reaper:memory";

  /** The image of relays. */
  public static final String RELAY = "mayfly/relay:memory";

  private volatile @Nullable BuildRequest lastBuild;
  private volatile @Nullable String remedy;
  private volatile @Nullable String program;
  private volatile Duration ahead = Duration.ZERO;
  private volatile String address = "memory";
  private volatile boolean hasLastingPorts = true;
  private volatile int room = Integer.MAX_VALUE;
  private volatile @Nullable ClusterNode cluster;

  /** Lets the engine's clock go on. */
  public void advance(Duration time) {
    ahead = ahead.plus(time);
  }

  private Instant now() {
    return Instant.now().plus(ahead);
  }

  private volatile UnaryOperator<ContainerState> view = UnaryOperator.identity();

  /** Lets containers look otherwise from now on. */
  public void show(UnaryOperator<ContainerState> changed) {
    view = changed;
  }

  /** Takes abilities away. */
  public void lacks(Capability... missing) {
    capabilities.removeAll(List.of(missing));
  }

  /** Says that its mapped ports end with this JVM. */
  public void forwardsPorts() {
    hasLastingPorts = false;
  }

  /** Says that there can be so many more containers. */
  public void hasRoomFor(int containers) {
    room = containers;
  }

  /** What would give it what it lacks, in words. */
  public void remedy(String words) {
    remedy = words;
  }

  /** Which program of people's leads to it, if it is none of Docker's kind. */
  public void program(String name) {
    program = name;
  }

  /** What was asked for by the last build. */
  public BuildRequest lastBuild() {
    return Objects.requireNonNull(lastBuild);
  }

  /** Gives the engine an image, and returns what its containers do, to be added to. */
  public Program image(String name) {
    return image(name, new Program());
  }

  public Program image(String name, Program program) {
    return images.have(ImageName.parse(name), program);
  }

  /** Gives the registry an image, to be pulled. */
  public Program registry(String name) {
    return registry(name, new Program());
  }

  public Program registry(String name, Program program) {
    return images.publish(ImageName.parse(name), program);
  }

  /** Lets the registry have another image under a name than before. */
  public void moveInRegistry(String name) {
    images.move(ImageName.parse(name));
  }

  /** The digest under which the registry has an image now. */
  public String digestInRegistry(String name) {
    return images.digest(ImageName.parse(name));
  }

  /** Lets the registry have no more what it had under a name with digest. */
  public void forgetInRegistry(String name) {
    images.forget(ImageName.parse(name));
  }

  /** Gives the engine what the registry has, as {@code docker load} does: without a digest. */
  public void load(String name) {
    images.load(ImageName.parse(name));
  }

  /** Lets the next call of a method fail; given several times, one call after the other. */
  public void failNext(String method, RuntimeException failure) {
    faults.add(
        method,
        () -> {
          throw failure;
        });
  }

  /** Lets the next call of a method wait until the gate is opened. */
  public Gate blockNext(String method) {
    Gate gate = new Gate();
    faults.add(method, gate::pass);
    return gate;
  }

  /** Lets the next call of a method that makes something do so, and fail all the same. */
  public void loseAnswer(String method) {
    faults.loseAnswer(method);
  }

  /** Breaks all streams; from now on every call fails as one to an engine that is gone. */
  public void lose() {
    faults.lost(true);
    breakStreams();
  }

  /** The engine can be reached again. */
  public void recover() {
    faults.lost(false);
  }

  /** Breaks all streams, of events, logs and attached containers; calls still work. */
  public void breakStreams() {
    events.lose();
    containers.all().forEach(InMemoryContainer::breakStreams);
  }

  /** Everything that was asked and changes something, in order: {@code start db}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** All containers, volumes and networks that are left, and images with a label. */
  public List<EngineResource> leftovers() {
    return Stream.of(Kind.values())
        .flatMap(kind -> resources(kind).stream())
        .filter(left -> left.kind() != Kind.IMAGE || !left.labels().isEmpty())
        .filter(left -> !List.of("bridge", "host", "none").contains(left.name()))
        .toList();
  }

  /** How many had failed before each reaper that was asked for. */
  public List<Integer> reaperAttempts() {
    return List.copyOf(reaperAttempts);
  }

  /** The reapers of this machine; by default there are none. */
  public MemoryLocalReapers localReapers() {
    return localReapers;
  }

  private void asked(String method, String call) {
    calls.add(call);
    faults.meet(method);
  }

  /** What leads to it from now on. */
  public InMemoryEngine address(String text) {
    address = text;
    return this;
  }

  // the engine

  @Override
  public String address() {
    return address;
  }

  @Override
  public boolean hasLastingPorts() {
    return hasLastingPorts;
  }

  @Override
  public String hostChoice() {
    return "127.0.0.1 (as always in tests)";
  }

  @Override
  public String publishAddress() {
    return "127.0.0.1";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.copyOf(capabilities);
  }

  @Override
  public Optional<String> lookCommand(ContainerState state) {
    return Optional.ofNullable(program).map(name -> name + " look " + state.id());
  }

  @Override
  public Optional<String> removeCommand(String label, String value) {
    return Optional.ofNullable(program).map(name -> name + " remove " + label + "=" + value);
  }

  @Override
  public Optional<String> remedy(Capability missing) {
    return Optional.ofNullable(remedy);
  }

  /**
   * Makes it one of a cluster.
   *
   * @param manager whose networks its containers can join; may be this one
   */
  public void joins(InMemoryEngine manager, String id) {
    cluster = new ClusterNode(id, manager == this, Set.of("manager"));
    networks.join(manager.networks);
  }

  @Override
  public EngineInfo info() {
    faults.meet("info");
    return new EngineInfo(
        "InMemory", "1.0", "1.41", "linux", "amd64", 2, 1L << 33, 1L << 33, room, now(), cluster);
  }

  @Override
  public Optional<ImageState> findImage(ImageName name) {
    faults.meet("findImage");
    return images.find(name).map(MemoryImage::state);
  }

  @Override
  public List<String> imageNames() {
    return images.names();
  }

  /** A megabyte for each layer that a container has put on another. */
  @Override
  public void pullImage(ImageName name, @Nullable String platform, Consumer<String> progress) {
    asked("pullImage", "pull " + name);
    images.pull(name, progress);
  }

  @Override
  public void pushImage(ImageName name, Consumer<String> progress) {
    asked("pushImage", "push " + name);
    images.push(name, progress);
  }

  @Override
  public Optional<String> digestInRegistry(ImageName name) {
    faults.meet("digestInRegistry");
    return images.digestIfPublished(name);
  }

  @Override
  public List<ParentImage> baseImages(ImageBuild build) {
    return MemoryBuilder.bases(build);
  }

  @Override
  public ImageState buildImage(BuildRequest request, Consumer<String> output) {
    asked("buildImage", "build " + request.name());
    lastBuild = request;
    MemoryImage built = new MemoryBuilder(images, request).build(output);
    created(images.add(built));
    return built.state();
  }

  @Override
  public List<FileEntry> buildFiles(ImageBuild build) throws IOException {
    return MemoryBuilder.files(build);
  }

  @Override
  public String createContainer(ContainerRequest request) {
    asked("createContainer", "create " + request.name());
    String id = created(containers.create(request));
    faults.answer("createContainer");
    return id;
  }

  @Override
  public Optional<Boolean> healthcheckOf(String patch) {
    return patch.contains("Healthcheck") ? Optional.of(true) : Optional.empty();
  }

  @Override
  public String createReaper(ReaperRequest reaper) {
    reaperAttempts.add(reaper.attempt());
    asked("createReaper", "create " + reaper.name());
    image(REAPER);
    ContainerSpec spec = ContainerSpec.of(REAPER).command(reaper.session(), reaper.instance());
    ContainerRequest request =
        ContainerRequest.of(reaper.name(), REAPER, spec, reaper.labels(), List.of(), Map.of());
    return created(containers.create(request.openStdin()));
  }

  @Override
  public String createRelay(RelayRequest relay) {
    asked("createRelay", "create " + relay.name());
    if (findImage(ImageName.parse(RELAY)).isEmpty()) {
      image(RELAY, MemoryRelay.program());
    }
    List<ContainerRequest.Endpoint> networks =
        relay.network().isEmpty()
            ? List.of()
            : List.of(new ContainerRequest.Endpoint(relay.network(), List.of()));
    ContainerRequest request =
        ContainerRequest.of(
            relay.name(), RELAY, ContainerSpec.of(RELAY), relay.labels(), networks, Map.of());
    return created(containers.create(request.openStdin()));
  }

  @Override
  public Optional<AttachedStreams> startLocalReaper(LocalReaperRequest request) {
    asked("startLocalReaper", "watch " + request.session());
    return localReapers.start(request);
  }

  @Override
  public void startContainer(String id) {
    asked("startContainer", "start " + containers.name(id));
    containers.get(id).start();
  }

  @Override
  public ContainerState inspectContainer(String id) {
    faults.meet("inspectContainer");
    return view.apply(containers.get(id).inspect());
  }

  @Override
  public Optional<Duration> runHealthcheck(String id) {
    faults.meet("runHealthcheck");
    return containers.get(id).runHealthcheck()
        ? Optional.of(Duration.ofSeconds(30))
        : Optional.empty();
  }

  @Override
  public void stopContainer(String id, Duration grace) {
    asked("stopContainer", "stop " + containers.name(id));
    containers.get(id).stop();
  }

  @Override
  public void killContainer(String id, String signal) {
    asked("killContainer", "kill " + containers.name(id) + " " + signal);
    containers.get(id).run("Cannot kill container: " + id + ": ").signal(signal);
  }

  @Override
  public void pauseContainer(String id) {
    asked("pauseContainer", "pause " + containers.name(id));
    containers.get(id).pause(true);
  }

  @Override
  public void unpauseContainer(String id) {
    asked("unpauseContainer", "unpause " + containers.name(id));
    containers.get(id).pause(false);
  }

  @Override
  public PathState inspectPath(String id, String path) {
    faults.meet("inspectPath");
    try {
      return containers.get(id).files().state(path);
    } catch (EngineException gone) {
      return new PathState(path, null);
    }
  }

  @Override
  public void copyIn(String id, List<FileEntry> files) {
    List<String> paths = files.stream().map(FileEntry::path).toList();
    asked("copyIn", "copyIn " + containers.name(id) + " " + String.join(" ", paths));
    files.forEach(containers.get(id).files()::put);
  }

  @Override
  public void copyOut(String id, String path, FileVisitor visitor) {
    faults.meet("copyOut");
    List<FileEntry> found = containers.get(id).files().tree(path);
    if (found.isEmpty()) {
      throw new EngineException(
          404, "Could not find the file " + path + " in container " + containers.name(id));
    }
    try {
      for (FileEntry entry : found) {
        visitor.visit(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ExecResult exec(String id, ExecSpec command, @Nullable Consumer<LogLine> output) {
    asked("exec", "exec " + containers.name(id) + " " + String.join(" ", command.command()));
    ExecResult result = containers.get(id).exec(command, output == null ? line -> {} : output);
    return command.stdoutFile() == null ? result : written(result, command.stdoutFile());
  }

  private static ExecResult written(ExecResult result, Path file) {
    try {
      Files.write(file, result.stdoutBytes());
      return new ExecResult(result.exitCode(), new byte[0], result.stderrBytes());
    } catch (IOException e) {
      throw new MayflyException("Can't write standard output to " + file + ": " + e, e);
    }
  }

  @Override
  public void readLogs(String id, Instant since, int tail, Consumer<LogLine> lines) {
    faults.meet("logs");
    containers.get(id).log().since(since, tail).forEach(lines);
  }

  @Override
  public LogSubscription followLogs(
      String id, Instant since, Consumer<LogLine> lines, Runnable atEnd) {
    faults.meet("followLogs");
    return containers.get(id).follow(since, lines, atEnd);
  }

  @Override
  public String commit(String id, ImageName name, Map<String, String> labels) {
    asked("commit", "commit " + containers.name(id));
    return created(images.add(containers.get(id).commit(name, labels)));
  }

  @Override
  public ContainerStats stats(String id) {
    faults.meet("stats");
    containers.get(id);
    return new ContainerStats(1_000_000, 1 << 20, 1 << 30, 1, 0, 0);
  }

  @Override
  public AttachedStreams attach(String id) {
    asked("attach", "attach " + containers.name(id));
    return containers.get(id).streams().attach();
  }

  @Override
  public LogSubscription events(
      String label, String value, Consumer<EngineEvent> consumer, Runnable lost) {
    faults.meet("events");
    return events.subscribe(label, value, consumer, lost);
  }

  @Override
  public String createNetwork(String name, NetworkSpec spec, Map<String, String> labels) {
    asked("createNetwork", "createNetwork " + name);
    String id = created(networks.create(name, spec, labels));
    faults.answer("createNetwork");
    return id;
  }

  @Override
  public Optional<String> findNetwork(String nameOrId) {
    faults.meet("findNetwork");
    return networks.find(nameOrId).map(MemoryNetworks.MemoryNetwork::id);
  }

  @Override
  public boolean connectsRunning() {
    return true;
  }

  @Override
  public void connect(String networkId, String containerId, List<String> aliases) {
    asked("connect", "connect " + containers.name(containerId) + " " + networkId);
    networks.connect(networkId, containers.get(containerId).id(), aliases);
    faults.answer("connect");
  }

  @Override
  public void disconnect(String networkId, String containerId) {
    asked("disconnect", "disconnect " + containers.name(containerId) + " " + networkId);
    networks.disconnect(networkId, containers.get(containerId).id());
  }

  @Override
  public String createVolume(String name, Map<String, String> labels) {
    asked("createVolume", "createVolume " + name);
    volumes.create(name, labels);
    created.putIfAbsent(name, now());
    return name;
  }

  @Override
  public List<EngineResource> list(Kind kind, String label, @Nullable String value) {
    faults.meet("list");
    return resources(kind).stream()
        .filter(resource -> resource.labels().containsKey(label))
        .filter(resource -> value == null || value.equals(resource.labels().get(label)))
        .toList();
  }

  private List<EngineResource> resources(Kind kind) {
    List<EngineResource> all =
        switch (kind) {
          case CONTAINER -> containers.list();
          case NETWORK -> networks.list();
          case VOLUME -> volumes.list();
          case IMAGE -> images.list();
        };
    return all.stream()
        .map(
            it ->
                new EngineResource(
                    it.kind(), it.id(), it.name(), it.labels(), created.get(it.id())))
        .toList();
  }

  private String created(String id) {
    created.put(id, now());
    return id;
  }

  @Override
  public void remove(Kind kind, String id) {
    asked("remove", "remove " + kind + " " + name(kind, id));
    created.remove(id);
    switch (kind) {
      case CONTAINER -> containers.remove(id);
      case NETWORK -> networks.remove(id, containers::isRunning);
      case VOLUME -> volumes.remove(id, containers.all());
      case IMAGE -> images.remove(id, containers.all());
    }
  }

  private String name(Kind kind, String id) {
    return resources(kind).stream()
        .filter(resource -> resource.id().equals(id))
        .map(EngineResource::name)
        .findFirst()
        .orElse(id);
  }

  /** Ends all streams. What the engine has, it keeps. */
  @Override
  public void close() {
    events.close();
    containers.all().forEach(InMemoryContainer::breakStreams);
  }
}
