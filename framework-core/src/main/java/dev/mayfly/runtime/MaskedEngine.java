package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
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
import dev.mayfly.secrets.KnownSecrets;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose failures, and whose words on pulls and builds, tell no secret that the session
 * knows of. What containers log, and what commands write, stays as it is: users ask for it.
 *
 * <p>Written out, since each lambda would cost the start of a cold JVM its class.
 */
final class MaskedEngine implements ContainerEngine {

  private final ContainerEngine engine;
  private final KnownSecrets secrets;

  MaskedEngine(ContainerEngine engine, KnownSecrets secrets) {
    this.engine = engine;
    this.secrets = secrets;
  }

  private RuntimeException shown(RuntimeException failure) {
    return MaskedFailure.of(failure, secrets.now());
  }

  private Consumer<String> masked(Consumer<String> lines) {
    return line -> lines.accept(secrets.mask(line));
  }

  @Override
  public String address() {
    return engine.address();
  }

  @Override
  public String identity() {
    return engine.identity();
  }

  @Override
  public boolean hasLastingPorts() {
    return engine.hasLastingPorts();
  }

  @Override
  public String hostChoice() {
    return engine.hostChoice();
  }

  @Override
  public String publishAddress() {
    return engine.publishAddress();
  }

  @Override
  public Set<Capability> capabilities() {
    return engine.capabilities();
  }

  @Override
  public Optional<String> remedy(Capability missing) {
    return engine.remedy(missing);
  }

  @Override
  public Optional<String> lookCommand(ContainerState state) {
    return engine.lookCommand(state);
  }

  @Override
  public Optional<String> removeCommand(String label, String value) {
    return engine.removeCommand(label, value);
  }

  @Override
  public EngineInfo info() {
    try {
      return engine.info();
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public Optional<ImageState> findImage(ImageName name) {
    try {
      return engine.findImage(name);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public List<String> imageNames() {
    try {
      return engine.imageNames();
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void pullImage(ImageName name, @Nullable String platform, Consumer<String> progress) {
    try {
      engine.pullImage(name, platform, masked(progress));
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void pushImage(ImageName name, Consumer<String> progress) {
    try {
      engine.pushImage(name, masked(progress));
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public Optional<String> digestInRegistry(ImageName name) {
    try {
      return engine.digestInRegistry(name);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public List<ParentImage> baseImages(ImageBuild build) {
    return engine.baseImages(build);
  }

  @Override
  public ImageState buildImage(BuildRequest request, Consumer<String> output) {
    secrets.add(() -> ContainerSpec.of(request.build()).secrets());
    try {
      return engine.buildImage(request, masked(output));
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public List<FileEntry> buildFiles(ImageBuild build) throws IOException {
    return engine.buildFiles(build);
  }

  @Override
  public String createContainer(ContainerRequest request) {
    try {
      return engine.createContainer(request);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public Optional<Boolean> healthcheckOf(String patch) {
    try {
      return engine.healthcheckOf(patch);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public String createReaper(ReaperRequest request) {
    try {
      return engine.createReaper(request);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public String createRelay(RelayRequest request) {
    try {
      return engine.createRelay(request);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public List<Finding> examine() {
    return engine.examine();
  }

  @Override
  public Optional<AttachedStreams> startLocalReaper(LocalReaperRequest request) {
    try {
      return engine.startLocalReaper(request);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public PathState inspectPath(String id, String path) {
    try {
      return engine.inspectPath(id, path);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void startContainer(String id) {
    try {
      engine.startContainer(id);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public ContainerState inspectContainer(String id) {
    try {
      return engine.inspectContainer(id);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public Optional<Duration> runHealthcheck(String id) {
    try {
      return engine.runHealthcheck(id);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void stopContainer(String id, Duration grace) {
    try {
      engine.stopContainer(id, grace);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void killContainer(String id, String signal) {
    try {
      engine.killContainer(id, signal);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void pauseContainer(String id) {
    try {
      engine.pauseContainer(id);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void unpauseContainer(String id) {
    try {
      engine.unpauseContainer(id);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void copyIn(String id, List<FileEntry> files) {
    try {
      engine.copyIn(id, files);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void copyOut(String id, String path, FileVisitor visitor) {
    try {
      engine.copyOut(id, path, visitor);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public ExecResult exec(String id, ExecSpec command, @Nullable Consumer<LogLine> output) {
    secrets.add(command::secrets);
    try {
      return engine.exec(id, command, output).hiding(secrets);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void readLogs(String id, Instant since, int tail, Consumer<LogLine> lines) {
    try {
      engine.readLogs(id, since, tail, lines);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public LogSubscription followLogs(
      String id, Instant since, Consumer<LogLine> lines, Runnable atEnd) {
    try {
      return engine.followLogs(id, since, lines, atEnd);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public String commit(String id, ImageName name, Map<String, String> labels) {
    try {
      return engine.commit(id, name, labels);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public ContainerStats stats(String id) {
    try {
      return engine.stats(id);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public AttachedStreams attach(String id) {
    try {
      return engine.attach(id);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public LogSubscription events(
      String label, String value, Consumer<EngineEvent> events, Runnable lost) {
    try {
      return engine.events(label, value, events, lost);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public String createNetwork(String name, NetworkSpec spec, Map<String, String> labels) {
    try {
      return engine.createNetwork(name, spec, labels);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public Optional<String> findNetwork(String nameOrId) {
    try {
      return engine.findNetwork(nameOrId);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public boolean connectsRunning() {
    return engine.connectsRunning();
  }

  @Override
  public void connect(String networkId, String containerId, List<String> aliases) {
    try {
      engine.connect(networkId, containerId, aliases);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void disconnect(String networkId, String containerId) {
    try {
      engine.disconnect(networkId, containerId);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public String createVolume(String name, Map<String, String> labels) {
    try {
      return engine.createVolume(name, labels);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public List<EngineResource> list(EngineResource.Kind kind, String label, @Nullable String value) {
    try {
      return engine.list(kind, label, value);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void remove(EngineResource.Kind kind, String id) {
    try {
      engine.remove(kind, id);
    } catch (RuntimeException e) {
      throw shown(e);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
