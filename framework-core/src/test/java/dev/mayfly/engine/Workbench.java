package dev.mayfly.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine;
import dev.mayfly.Mount;
import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.EngineResource.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one test of an engine makes there: all of it carries one label, by which it is removed.
 *
 * <p>The image must have the commands of a busybox: {@code sh cat sleep stat id pwd hostname ping}.
 */
public final class Workbench implements AutoCloseable {

  /** The key of the label; its value is {@link #mark()}. */
  public static final String LABEL = "dev.mayfly.contract";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ContainerEngine engine;
  private final String image;
  private final String mark = UUID.randomUUID().toString().substring(0, 13);

  private Workbench(ContainerEngine engine, String image) {
    this.engine = engine;
    this.image = image;
  }

  public static Workbench of(ContainerEngine engine, String image) {
    return new Workbench(engine, image);
  }

  public ContainerEngine engine() {
    return engine;
  }

  public String image() {
    return image;
  }

  /** Part of all names that the test gives, and the label's value. */
  public String mark() {
    return mark;
  }

  public String name(String suffix) {
    return "contract-" + mark + "-" + suffix;
  }

  public Map<String, String> labels() {
    return Map.of(LABEL, mark);
  }

  /** Leaves the test out on an engine that can't do what it is about. */
  public void needs(Capability capability) {
    assumeTrue(
        engine.capabilities().contains(capability),
        () -> "this needs an engine that " + capability.words());
  }

  /** A container that runs a script. */
  public ContainerSpec sh(String script) {
    return ContainerSpec.of(image).command("sh", "-c", script);
  }

  /** A container that runs until it is killed. */
  public ContainerSpec sleeper() {
    return ContainerSpec.of(image).command("sleep", "600");
  }

  public ContainerRequest request(String name, ContainerSpec spec, Endpoint... networks) {
    Map<String, String> labels = new HashMap<>(spec.labels());
    labels.putAll(labels());
    Map<String, String> volumes = new HashMap<>();
    for (Mount mount : spec.mounts()) {
      if (mount instanceof Mount.Volume volume && volume.name() != null) {
        volumes.put(volume.name(), name(volume.name()));
      }
    }
    return ContainerRequest.of(
        name, spec.image().toString(), spec, labels, List.of(networks), volumes);
  }

  public String create(ContainerSpec spec, Endpoint... networks) {
    return engine.createContainer(request(anyName(), spec, networks));
  }

  /** A container whose standard input is open. */
  public String createReader(ContainerSpec spec) {
    return engine.createContainer(request(anyName(), spec).openStdin());
  }

  private String anyName() {
    return name(UUID.randomUUID().toString().substring(0, 8));
  }

  public String start(ContainerSpec spec, Endpoint... networks) {
    String id = create(spec, networks);
    engine.startContainer(id);
    return id;
  }

  public String network(String suffix) {
    return engine.createNetwork(name(suffix), NetworkSpec.of(name(suffix)), labels());
  }

  public ExecResult exec(String id, String... command) {
    return engine.exec(id, ExecSpec.of(command), null);
  }

  public ContainerState awaitEnd(String id) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> engine.inspectContainer(id), ContainerState::hasEnded);
  }

  public void awaitLine(String id, String text) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> texts(engine.logs(id, Instant.EPOCH, 0)).contains(text));
  }

  public static List<String> texts(List<LogLine> lines) {
    return lines.stream().map(LogLine::text).toList();
  }

  /** Removes all that carries the label, in the order in which it can be removed. */
  @Override
  public void close() {
    for (Kind kind : Kind.values()) {
      for (EngineResource left : engine.list(kind, LABEL, mark)) {
        engine.remove(kind, left.id());
      }
    }
  }
}
