package dev.mayfly.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.Mount;
import dev.mayfly.Resources;
import dev.mayfly.Ulimit;
import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.Endpoint;
import dev.mayfly.engine.ContainerRequest.MainProcess;
import dev.mayfly.engine.ContainerRequest.Privileges;
import dev.mayfly.engine.ContainerRequest.PublishedPort;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the body of the request that creates a container. */
final class CreateRequestJson {

  private static final Set<String> NETWORKS_WITHOUT_NAMES =
      Set.of("bridge", "default", "host", "none");

  /** What Docker takes if none is given; Podman then lets nobody in. */
  private static final int TMPFS_MODE = 01777;

  private final ContainerRequest request;
  private final String publishAddress;
  private final ObjectNode body = Json.object();
  private final ObjectNode host = body.putObject("HostConfig");

  private CreateRequestJson(ContainerRequest request, String publishAddress) {
    this.request = request;
    this.publishAddress = publishAddress;
  }

  /**
   * @param publishAddress of the engine's machine, at which ports are opened; empty for all
   * @throws IllegalArgumentException if the spec's patch is no JSON object or has labels of
   *     Mayfly's
   */
  static ObjectNode of(ContainerRequest request, String publishAddress) {
    CreateRequestJson json = new CreateRequestJson(request, publishAddress);
    json.addProcess();
    json.addPorts();
    json.addMounts();
    json.addLimits(request.resources());
    json.addPrivileges(request.privileges());
    json.addNetwork();
    String patch = request.patch();
    if (patch != null) {
      OwnLabels.requireUntouched(MergePatch.read(patch));
      MergePatch.apply(json.body, patch);
    }
    return json.body;
  }

  /** Whether containers find each other there by name; the engine refuses aliases elsewhere. */
  static boolean hasNames(Endpoint endpoint) {
    return !NETWORKS_WITHOUT_NAMES.contains(endpoint.networkId())
        && !endpoint.networkId().startsWith("container:");
  }

  private void addProcess() {
    MainProcess process = request.process();
    body.put("Image", request.image());
    put("Hostname", process.hostname());
    put("User", process.user());
    put("WorkingDir", process.workingDirectory());
    put("Cmd", process.command());
    put("Entrypoint", process.entrypoint());
    body.set("Env", Json.array(assignments(process.env(), "=")));
    body.set("Labels", Json.object(request.labels()));
    host.putObject("RestartPolicy").put("Name", "no");
    if (process.hasInit()) {
      host.put("Init", true);
    }
    if (process.hasStdin()) {
      body.put("OpenStdin", true).put("StdinOnce", true).put("AttachStdin", true);
    }
  }

  private void put(String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private void put(String name, @Nullable Collection<String> values) {
    if (values != null) {
      body.set(name, Json.array(values));
    }
  }

  private static List<String> assignments(Map<String, String> values, String sign) {
    return new TreeMap<>(values)
        .entrySet().stream().map(entry -> entry.getKey() + sign + entry.getValue()).toList();
  }

  private void addPorts() {
    ObjectNode exposed = body.putObject("ExposedPorts");
    ObjectNode bindings = host.putObject("PortBindings");
    for (PublishedPort published : request.ports()) {
      String name = published.port().toString();
      int fixed = published.hostPort();
      exposed.putObject(name);
      bindings
          .putArray(name)
          .addObject()
          .put("HostIp", publishAddress)
          .put("HostPort", fixed == 0 ? "" : Integer.toString(fixed));
    }
  }

  private void addMounts() {
    ArrayNode mounts = JsonNodeFactory.instance.arrayNode();
    request.mounts().forEach(mount -> mounts.add(json(mount)));
    if (!mounts.isEmpty()) {
      host.set("Mounts", mounts);
    }
  }

  private ObjectNode json(Mount mount) {
    ObjectNode json = Json.object().put("Target", mount.containerPath());
    if (mount instanceof Mount.Bind bind) {
      json.put("Type", "bind").put("Source", bind.hostPath()).put("ReadOnly", bind.isReadOnly());
    } else if (mount instanceof Mount.Volume volume) {
      json.put("Type", "volume").put("ReadOnly", volume.isReadOnly());
      String name = volume.name();
      if (name != null) {
        json.put("Source", name);
      }
    } else if (mount instanceof Mount.Tmpfs tmpfs) {
      ObjectNode options = json.put("Type", "tmpfs").putObject("TmpfsOptions");
      options.put("Mode", TMPFS_MODE);
      if (tmpfs.bytes() > 0) {
        options.put("SizeBytes", tmpfs.bytes());
      }
    }
    return json;
  }

  private void addLimits(Resources limits) {
    if (limits.memory() > 0) {
      host.put("Memory", limits.memory());
    }
    if (limits.cpus() > 0) {
      host.put("NanoCpus", Math.round(limits.cpus() * 1e9));
    }
    if (limits.sharedMemory() > 0) {
      host.put("ShmSize", limits.sharedMemory());
    }
    if (!limits.ulimits().isEmpty()) {
      ArrayNode ulimits = host.putArray("Ulimits");
      for (Ulimit limit : limits.ulimits()) {
        ObjectNode json = ulimits.addObject();
        json.put("Name", limit.name()).put("Soft", limit.soft()).put("Hard", limit.hard());
      }
    }
  }

  private void addPrivileges(Privileges privileges) {
    if (privileges.all()) {
      host.put("Privileged", true);
    }
    if (!privileges.added().isEmpty()) {
      host.set("CapAdd", Json.array(privileges.added()));
    }
    if (!privileges.dropped().isEmpty()) {
      host.set("CapDrop", Json.array(privileges.dropped()));
    }
    if (!request.extraHosts().isEmpty()) {
      host.set("ExtraHosts", Json.array(assignments(request.extraHosts(), ":")));
    }
  }

  private void addNetwork() {
    if (request.networks().isEmpty()) {
      return;
    }
    Endpoint first = request.networks().get(0);
    host.put("NetworkMode", first.networkId());
    if (hasNames(first)) {
      body.putObject("NetworkingConfig")
          .putObject("EndpointsConfig")
          .putObject(first.networkId())
          .set("Aliases", Json.array(first.aliases()));
    }
  }
}
