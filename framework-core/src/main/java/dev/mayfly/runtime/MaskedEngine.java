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
import dev.mayfly.engine.Capability;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.EngineEvent;
import dev.mayfly.engine.EngineInfo;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileVisitor;
import dev.mayfly.engine.ImageState;
import dev.mayfly.engine.ReaperRequest;
import dev.mayfly.secrets.KnownSecrets;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose failures, and whose words on pulls and builds, tell no secret that the session
 * knows of. What containers log, and what commands write, stays as it is: users ask for it.
 */
final class MaskedEngine implements ContainerEngine {

  private final ContainerEngine engine;
  private final KnownSecrets secrets;

  MaskedEngine(ContainerEngine engine, KnownSecrets secrets) {
    this.engine = engine;
    this.secrets = secrets;
  }

  private <T extends @Nullable Object> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      throw MaskedFailure.of(e, secrets.now());
    }
  }

  private void done(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      throw MaskedFailure.of(e, secrets.now());
    }
  }

  private Consumer<String> masked(Consumer<String> lines) {
    return line -> lines.accept(secrets.mask(line));
  }

  @Override
  public String address() {
    return engine.address();
  }

  @Override
  public boolean isLocal() {
    return engine.isLocal();
  }

  @Override
  public boolean routesToContainers() {
    return engine.routesToContainers();
  }

  @Override
  public Set<Capability> capabilities() {
    return engine.capabilities();
  }

  @Override
  public EngineInfo info() {
    return asked(() -> engine.info());
  }

  @Override
  public Optional<ImageState> findImage(ImageName name) {
    return asked(() -> engine.findImage(name));
  }

  @Override
  public void pullImage(ImageName name, @Nullable String platform, Consumer<String> progress) {
    done(() -> engine.pullImage(name, platform, masked(progress)));
  }

  @Override
  public String buildImage(
      ImageBuild build, ImageName name, Map<String, String> labels, Consumer<String> output) {
    secrets.add(() -> ContainerSpec.of(build).secrets());
    return asked(() -> engine.buildImage(build, name, labels, masked(output)));
  }

  @Override
  public List<String> buildFiles(ImageBuild build) throws IOException {
    return engine.buildFiles(build);
  }

  @Override
  public String createContainer(ContainerRequest request) {
    return asked(() -> engine.createContainer(request));
  }

  @Override
  public Optional<Boolean> healthcheckOf(String patch) {
    return asked(() -> engine.healthcheckOf(patch));
  }

  @Override
  public String createReaper(ReaperRequest request) {
    return asked(() -> engine.createReaper(request));
  }

  @Override
  public void startContainer(String id) {
    done(() -> engine.startContainer(id));
  }

  @Override
  public ContainerState inspectContainer(String id) {
    return asked(() -> engine.inspectContainer(id));
  }

  @Override
  public Optional<Duration> runHealthcheck(String id) {
    return asked(() -> engine.runHealthcheck(id));
  }

  @Override
  public void stopContainer(String id, Duration grace) {
    done(() -> engine.stopContainer(id, grace));
  }

  @Override
  public void killContainer(String id, String signal) {
    done(() -> engine.killContainer(id, signal));
  }

  @Override
  public void pauseContainer(String id) {
    done(() -> engine.pauseContainer(id));
  }

  @Override
  public void unpauseContainer(String id) {
    done(() -> engine.unpauseContainer(id));
  }

  @Override
  public void copyIn(String id, List<FileEntry> files) {
    done(() -> engine.copyIn(id, files));
  }

  @Override
  public void copyOut(String id, String path, FileVisitor visitor) {
    done(() -> engine.copyOut(id, path, visitor));
  }

  @Override
  public ExecResult exec(String id, ExecSpec command, @Nullable Consumer<LogLine> output) {
    secrets.add(command::secrets);
    return asked(() -> engine.exec(id, command, output)).hiding(secrets);
  }

  @Override
  public List<LogLine> logs(String id, Instant since, int tail) {
    return asked(() -> engine.logs(id, since, tail));
  }

  @Override
  public LogSubscription followLogs(
      String id, Instant since, Consumer<LogLine> lines, Runnable atEnd) {
    return asked(() -> engine.followLogs(id, since, lines, atEnd));
  }

  @Override
  public String commit(String id, ImageName name, Map<String, String> labels) {
    return asked(() -> engine.commit(id, name, labels));
  }

  @Override
  public ContainerStats stats(String id) {
    return asked(() -> engine.stats(id));
  }

  @Override
  public AttachedStreams attach(String id) {
    return asked(() -> engine.attach(id));
  }

  @Override
  public LogSubscription events(
      String label, String value, Consumer<EngineEvent> events, Runnable lost) {
    return asked(() -> engine.events(label, value, events, lost));
  }

  @Override
  public String createNetwork(String name, NetworkSpec spec, Map<String, String> labels) {
    return asked(() -> engine.createNetwork(name, spec, labels));
  }

  @Override
  public Optional<String> findNetwork(String nameOrId) {
    return asked(() -> engine.findNetwork(nameOrId));
  }

  @Override
  public boolean connectsRunning() {
    return engine.connectsRunning();
  }

  @Override
  public void connect(String networkId, String containerId, List<String> aliases) {
    done(() -> engine.connect(networkId, containerId, aliases));
  }

  @Override
  public void disconnect(String networkId, String containerId) {
    done(() -> engine.disconnect(networkId, containerId));
  }

  @Override
  public String createVolume(String name, Map<String, String> labels) {
    return asked(() -> engine.createVolume(name, labels));
  }

  @Override
  public List<EngineResource> list(EngineResource.Kind kind, String label, @Nullable String value) {
    return asked(() -> engine.list(kind, label, value));
  }

  @Override
  public void remove(EngineResource.Kind kind, String id) {
    done(() -> engine.remove(kind, id));
  }

  @Override
  public void close() {
    engine.close();
  }
}
