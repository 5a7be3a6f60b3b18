package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerRequest;
import dev.mayfly.engine.ContainerRequest.MainProcess;
import dev.mayfly.engine.ContainerRequest.PublishedPort;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.HostAliasBuilder;
import io.fabric8.kubernetes.api.model.PodDNSConfigBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a request for a container is as a pod of one container. */
final class PodSpecs {

  /** What the one container of each pod is called. */
  static final String CONTAINER = "main";

  private PodSpecs() {}

  /**
   * The pod.
   *
   * @param pull whether the kubelet looks for a newer image although its node has one
   * @param place what it is called, and where it looks for others
   * @param files what was copied in before the start
   * @throws dev.mayfly.engine.EngineException if a cluster can't do what is asked for
   */
  static PodSpec of(ContainerRequest request, boolean pull, NetworkPlace place, StartFiles files) {
    requirePossible(request);
    PodMounts mounts = PodMounts.of(request.mounts(), request.resources());
    Container container =
        new ContainerBuilder(process(request.process()))
            .withName(CONTAINER)
            .withImage(request.image())
            .withImagePullPolicy(pull ? "Always" : "IfNotPresent")
            .withPorts(ports(request))
            .withResources(resources(request))
            .withSecurityContext(Security.of(request))
            .withVolumeMounts(mounts.mounts())
            .addAllToVolumeMounts(files.mounts())
            .build();
    return new PodSpecBuilder()
        .withContainers(container)
        .withRestartPolicy("Never")
        .withEnableServiceLinks(false)
        .withAutomountServiceAccountToken(false)
        .withTerminationGracePeriodSeconds(0L) // when it is collected; a stop says its own
        .withShareProcessNamespace(request.process().hasInit() ? true : null)
        .withHostname(place.hostname())
        .withSubdomain(place.subdomain())
        .withNodeSelector(nodes(request.platform()))
        .withHostAliases(hosts(request.extraHosts()))
        .withDnsConfig(
            place.searches().isEmpty()
                ? null
                : new PodDNSConfigBuilder().withSearches(place.searches()).build())
        .withVolumes(mounts.volumes())
        .addAllToVolumes(files.volumes())
        .build();
  }

  /** What {@link dev.mayfly.engine.Capability} has no word for. */
  private static void requirePossible(ContainerRequest request) {
    if (!request.resources().ulimits().isEmpty()) {
      throw Refused.unable(
          "A cluster sets no ulimits of one container: its nodes' runtime does. Drop ulimit(…).");
    }
    if (request.extraHosts().containsValue("host-gateway")) {
      throw Refused.unable(
          "Containers in a cluster have no way to this machine yet. Drop extraHost(…,"
              + " \"host-gateway\").");
    }
  }

  private static Container process(MainProcess process) {
    return new ContainerBuilder()
        .withCommand(escaped(process.entrypoint()))
        .withArgs(escaped(process.command()))
        .withEnv(environment(process.env()))
        .withWorkingDir(process.workingDirectory())
        .withStdin(process.hasStdin() ? true : null)
        .withStdinOnce(process.hasStdin() ? true : null)
        .build();
  }

  private static List<EnvVar> environment(Map<String, String> env) {
    return new TreeMap<>(env)
        .entrySet().stream()
            .map(one -> new EnvVar(one.getKey(), escaped(one.getValue()), null))
            .toList();
  }

  private static List<String> escaped(@Nullable List<String> words) {
    return words == null ? List.of() : words.stream().map(PodSpecs::escaped).toList();
  }

  /** A cluster reads $(NAME) as a variable, and $$ as $. */
  private static String escaped(String word) {
    return word.replace("$", "$$");
  }

  private static List<ContainerPort> ports(ContainerRequest request) {
    return request.ports().stream()
        .map(PublishedPort::port)
        .map(
            port ->
                new ContainerPortBuilder()
                    .withContainerPort(port.number())
                    .withProtocol(port.protocol().name())
                    .build())
        .toList();
  }

  private static ResourceRequirements resources(ContainerRequest request) {
    Map<String, Quantity> limits = new HashMap<>();
    if (request.resources().memory() > 0) {
      limits.put("memory", new Quantity(Long.toString(request.resources().memory())));
    }
    if (request.resources().cpus() > 0) {
      long thousandths =
          BigDecimal.valueOf(request.resources().cpus()).movePointRight(3).longValue();
      limits.put("cpu", new Quantity(thousandths + "m"));
    }
    return new ResourceRequirementsBuilder().withLimits(limits).build();
  }

  /** Such as {@code linux/arm64/v8}; nodes don't tell variants apart. */
  private static Map<String, String> nodes(@Nullable String platform) {
    if (platform == null) {
      return Map.of();
    }
    String[] parts = platform.split("/", -1);
    return parts.length < 2
        ? Map.of("kubernetes.io/arch", parts[0])
        : Map.of("kubernetes.io/os", parts[0], "kubernetes.io/arch", parts[1]);
  }

  private static List<HostAlias> hosts(Map<String, String> hosts) {
    return new TreeMap<>(hosts)
        .entrySet().stream()
            .map(
                one ->
                    new HostAliasBuilder()
                        .withIp(one.getValue())
                        .withHostnames(one.getKey())
                        .build())
            .toList();
  }
}
