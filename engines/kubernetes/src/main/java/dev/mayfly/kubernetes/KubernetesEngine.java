package dev.mayfly.kubernetes;

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
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of a cluster as an engine: a container is a pod, which is made when it is started.
 * Thread-safe.
 */
final class KubernetesEngine implements ContainerEngine {

  private static final String DOMAIN = "mayfly.kubernetes.domain";
  private static final String HOST = "mayfly.host";
  private static final String IMAGE = "mayfly.kubernetes.image";

  private final Cluster cluster;
  private final Networks networks;
  private final Volumes volumes;
  private final PodPorts ports;
  private final Containers containers;
  private final Signals signals;
  private final SessionJobs jobs;
  private final Images images;
  private final BuiltImages built;
  private final Inventory inventory;
  private final PodEvents events;
  private final Logs logs;
  private final PodExec exec;
  private final PodFiles files;
  private final PodAttach attach;

  /**
   * @param repository for images that tests build; empty without
   * @param builder builds them
   */
  KubernetesEngine(
      Cluster cluster,
      PodPorts ports,
      String domain,
      String image,
      String repository,
      BuildEngine builder) {
    KubernetesClient client = cluster.client();
    String namespace = cluster.namespace();
    this.jobs = new SessionJobs(client, namespace, image);
    Owners owners = new Owners(jobs::owners, jobs::keep);
    PodLogs podLogs = new PodLogs(client, namespace);
    this.cluster = cluster;
    this.networks = new Networks(client, namespace, owners);
    this.volumes = new Volumes(client, namespace, owners);
    this.ports = ports;
    this.exec = new PodExec(client, namespace, PodAttach.CONTAINER);
    this.containers =
        new Containers(
            cluster,
            networks,
            new PodStart(
                client,
                namespace,
                domain,
                owners,
                networks,
                volumes,
                new FileCarrier(client, namespace, image)),
            new PodEnd(client, namespace, podLogs),
            ports);
    this.signals = new Signals(containers, exec);
    this.images = new Images(cluster.platform());
    this.built = new BuiltImages(repository, builder, images, containers::isAskedAnew);
    this.inventory = new Inventory(client, namespace);
    this.events = new PodEvents(client, namespace, containers::isKept);
    this.logs = new Logs(containers, podLogs);
    this.files = new PodFiles(exec);
    this.attach = new PodAttach(client, namespace);
  }

  /**
   * Connects to a cluster.
   *
   * @throws dev.mayfly.DeclarationException if it can't be meant
   * @throws dev.mayfly.EngineNotFoundException if it does not answer
   */
  static KubernetesEngine open(
      ClusterAddress address, Function<String, Optional<String>> settings) {
    String repository = BuiltImages.repository(settings);
    Cluster cluster = Cluster.open(address);
    return new KubernetesEngine(
        cluster,
        cluster.ports(settings.apply(HOST).orElse("")),
        settings.apply(DOMAIN).orElse("cluster.local"),
        settings.apply(IMAGE).orElse(SessionJobs.DEFAULT_IMAGE),
        repository,
        BuildEngine.of(settings));
  }

  @Override
  public String address() {
    return cluster.address().toString();
  }

  @Override
  public String hostChoice() {
    return ports.words(address());
  }

  /** What is forwarded goes through this JVM. */
  @Override
  public boolean hasLastingPorts() {
    return ports.areDirect();
  }

  @Override
  public String publishAddress() {
    return PodStates.HOST;
  }

  /**
   * It builds where it is set up for that, and can do nothing else of what not every engine can.
   */
  @Override
  public Set<Capability> capabilities() {
    return built.isPossible() ? Set.of(Capability.BUILD) : Set.of();
  }

  @Override
  public Optional<String> remedy(Capability missing) {
    return missing == Capability.BUILD ? built.remedy() : Optional.empty();
  }

  @Override
  public Optional<String> lookCommand(ContainerState state) {
    return Optional.of(new KubectlCommands(cluster.address()).look(state));
  }

  @Override
  public Optional<String> removeCommand(String label, String value) {
    return Optional.of(new KubectlCommands(cluster.address()).remove(label, value));
  }

  @Override
  public EngineInfo info() {
    return cluster.info();
  }

  @Override
  public List<Finding> examine() {
    return new ClusterExamination(cluster, ports).all();
  }

  @Override
  public Optional<ImageState> findImage(ImageName name) {
    return images.find(name);
  }

  /** The kubelet does; who asks for it here wants it to look for a newer one. */
  @Override
  public void pullImage(ImageName name, @Nullable String platform, Consumer<String> progress) {
    containers.pull(name.familiar());
  }

  @Override
  public List<ParentImage> baseImages(ImageBuild build) {
    return built.bases(build);
  }

  @Override
  public ImageState buildImage(BuildRequest request, Consumer<String> output) {
    return built.build(request, output);
  }

  @Override
  public List<FileEntry> buildFiles(ImageBuild build) throws IOException {
    return built.files(build);
  }

  @Override
  public String createContainer(ContainerRequest request) {
    return containers.create(request);
  }

  /** There are no patches of pods yet. */
  @Override
  public Optional<Boolean> healthcheckOf(String patch) {
    return Optional.empty();
  }

  @Override
  public String createReaper(ReaperRequest request) {
    return jobs.create(request);
  }

  /** A process of this machine could do nothing that a Job can't. */
  @Override
  public Optional<AttachedStreams> startLocalReaper(LocalReaperRequest request) {
    return Optional.empty();
  }

  @Override
  public void startContainer(String id) {
    if (!jobs.has(id)) {
      containers.start(id);
    }
  }

  @Override
  public ContainerState inspectContainer(String id) {
    try {
      return containers.inspect(id);
    } catch (EngineException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      return jobs.status(id).map(status -> PodStates.ofJob(id, status)).orElseThrow(() -> e);
    }
  }

  /** A cluster knows nothing of an image's HEALTHCHECK. */
  @Override
  public Optional<Duration> runHealthcheck(String id) {
    return Optional.empty();
  }

  @Override
  public void stopContainer(String id, Duration grace) {
    containers.stop(id, grace);
  }

  @Override
  public void killContainer(String id, String signal) {
    signals.send(id, signal);
  }

  @Override
  public void pauseContainer(String id) {
    containers.requireRunning(id);
    throw Refused.unable("A cluster pauses no containers.");
  }

  @Override
  public void unpauseContainer(String id) {
    pauseContainer(id);
  }

  @Override
  public PathState inspectPath(String id, String path) {
    Optional<Known> unborn = unborn(id);
    return unborn.isPresent() ? unborn.get().files().at(path) : files.inspectPath(id, path);
  }

  @Override
  public void copyIn(String id, List<FileEntry> entries) {
    Optional<Known> unborn = unborn(id);
    if (unborn.isPresent()) {
      unborn.get().add(entries);
    } else {
      files.copyIn(id, entries);
    }
  }

  /** One that has no pod, and gets another one when it is started. */
  private Optional<Known> unborn(String id) {
    return containers.find(id).filter(Known::isUnborn);
  }

  @Override
  public void copyOut(String id, String path, FileVisitor visitor) {
    Optional<Known> unborn = unborn(id);
    if (unborn.isPresent()) {
      throw unborn.get().files().at(path).exists()
          ? Refused.conflict("Container " + id + " does not run, so that its files can't be read.")
          : Refused.unknown("file in container " + id + " that does not run,", path);
    }
    files.copyOut(id, path, visitor);
  }

  @Override
  public ExecResult exec(String id, ExecSpec command, @Nullable Consumer<LogLine> output) {
    if (unborn(id).isPresent()) {
      throw Refused.conflict("Container " + id + " does not run.");
    }
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
    containers.require(id);
    throw Refused.unable("A cluster makes no images of containers.");
  }

  @Override
  public ContainerStats stats(String id) {
    containers.require(id);
    throw Refused.unable("What a container in a cluster uses is not told yet.");
  }

  @Override
  public AttachedStreams attach(String id) {
    return jobs.has(id) ? jobs.attach(id) : attachToPod(id);
  }

  private AttachedStreams attachToPod(String id) {
    if (unborn(id).isPresent()) {
      throw Refused.conflict("Container " + id + " does not run, so it can't be attached to yet.");
    }
    return attach.open(id);
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
  public Optional<String> findNetwork(String nameOrId) {
    return networks.find(nameOrId);
  }

  /** Where a pod looks for names is settled when it is made. */
  @Override
  public boolean connectsRunning() {
    return false;
  }

  @Override
  public void connect(String networkId, String containerId, List<String> aliases) {
    containers.connect(networkId, containerId, aliases);
  }

  @Override
  public void disconnect(String networkId, String containerId) {
    containers.disconnect(networkId, containerId);
  }

  @Override
  public String createVolume(String name, Map<String, String> labels) {
    return volumes.create(name, labels);
  }

  @Override
  public List<EngineResource> list(EngineResource.Kind kind, String label, @Nullable String value) {
    List<EngineResource> there = inventory.list(kind, label, value);
    if (kind != EngineResource.Kind.CONTAINER) {
      return there;
    }
    Set<String> ids = there.stream().map(EngineResource::id).collect(Collectors.toSet());
    Stream<EngineResource> unborn =
        containers
            .all()
            .filter(known -> !ids.contains(known.id()))
            .filter(known -> Inventory.has(label, value, known.request().labels()))
            .map(KubernetesEngine::withoutPod);
    return Stream.of(there.stream(), jobs.list(label, value).stream(), unborn)
        .flatMap(each -> each)
        .toList();
  }

  private static EngineResource withoutPod(Known known) {
    return new EngineResource(
        EngineResource.Kind.CONTAINER,
        known.id(),
        known.request().name(),
        known.request().labels(),
        null);
  }

  @Override
  public void remove(EngineResource.Kind kind, String id) {
    switch (kind) {
      case CONTAINER -> removeContainer(id);
      case NETWORK -> networks.remove(id);
      case VOLUME -> volumes.remove(id);
      case IMAGE -> {} // there are none
    }
  }

  private void removeContainer(String id) {
    Optional<Known> known = containers.find(id);
    boolean isUntold = containers.remove(id);
    if (known.isEmpty()) {
      removeJob(id);
    } else if (isUntold) {
      events.removed(id, known.get().request().labels());
    }
  }

  /** Not one of somebody else's. */
  private void removeJob(String id) {
    if (jobs.has(id) || jobs.status(id).isPresent()) {
      jobs.remove(id);
    }
  }

  @Override
  public void close() {
    ports.close();
    built.close();
    jobs.close();
    logs.close();
    cluster.close();
  }
}
