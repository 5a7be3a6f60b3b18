package dev.mayfly.kubernetes;

import dev.mayfly.DeclarationException;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.engine.EngineInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The cluster that was found, by the ways in which {@code kubectl} finds one. Thread-safe. */
final class Cluster implements AutoCloseable {

  /** Of one whose nodes this JVM may not see. */
  private static final BigDecimal UNKNOWN_MEMORY = BigDecimal.valueOf(8L << 30);

  private final KubernetesClient client;
  private final ClusterAddress address;
  private final Origins origins;
  private final VersionInfo version;

  private Cluster(
      KubernetesClient client, ClusterAddress address, Origins origins, VersionInfo version) {
    this.client = client;
    this.address = address;
    this.origins = origins;
    this.version = version;
  }

  /**
   * Connects to one.
   *
   * @throws DeclarationException if there is no such context
   * @throws EngineNotFoundException if there is none, or if it does not answer
   */
  static Cluster open(ClusterAddress asked) {
    Config config = Config.autoConfigure(asked.context().isEmpty() ? null : asked.context());
    ClusterAddress address = address(asked, config);
    Origins origins = Origins.of(asked, config);
    config.setNamespace(address.namespace());
    KubernetesClient client = ApiClients.of(config);
    try {
      return of(client, address, origins);
    } catch (KubernetesClientException e) {
      client.close();
      throw new EngineNotFoundException(
          "The cluster at %s does not answer: ".formatted(config.getMasterUrl())
              + ApiErrors.sentences(
                  ApiErrors.deepest(e),
                  "It is named by %s. \"kubectl version\" with the same configuration tells whether it works."
                      .formatted(origins.cluster())));
    }
  }

  /** The one behind a client, which it closes. */
  static Cluster of(KubernetesClient client, ClusterAddress address, Origins origins) {
    return new Cluster(client, address, origins, client.getKubernetesVersion());
  }

  private static ClusterAddress address(ClusterAddress asked, Config config) {
    NamedContext current = config.getCurrentContext();
    String context = current == null ? "" : current.getName();
    if (!asked.context().isEmpty() && !asked.context().equals(context)) {
      throw new DeclarationException(
          "There is no context \""
              + asked.context()
              + "\" in the configuration of kubectl; there are "
              + config.getContexts().stream().map(NamedContext::getName).sorted().toList()
              + ". Set mayfly.kubernetes.context to one of them.");
    }
    if (current == null && config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL)) {
      throw new EngineNotFoundException(
          "No cluster of Kubernetes was found: neither "
              + Config.getKubeconfigFilenames()
              + " nor the service account of a pod leads to one. Set KUBECONFIG, or see whether"
              + " \"kubectl version\" works.");
    }
    String own = config.getNamespace() == null ? "default" : config.getNamespace();
    return new ClusterAddress(context, asked.namespace().isEmpty() ? own : asked.namespace());
  }

  KubernetesClient client() {
    return client;
  }

  ClusterAddress address() {
    return address;
  }

  /** How it was found. */
  Origins origins() {
    return origins;
  }

  String namespace() {
    return address.namespace();
  }

  /**
   * Where ports of its pods are reached.
   *
   * @param host what {@code mayfly.host} says; 127.0.0.1 for ports that are forwarded anyway
   */
  PodPorts ports(String host) {
    return isAround(client.getConfiguration(), System::getenv) && !host.equals(PodStates.HOST)
        ? PodPorts.direct(client, namespace())
        : PodPorts.forwarded(client, namespace());
  }

  /**
   * Whether this JVM is in a pod of the cluster that a configuration leads to, and was led there by
   * the pod's service account.
   *
   * @param variables of this JVM
   */
  static boolean isAround(Config config, UnaryOperator<@Nullable String> variables) {
    String host = variables.apply("KUBERNETES_SERVICE_HOST");
    if (config.getCurrentContext() != null || host == null) {
      return false;
    }
    String bare = URI.create(config.getMasterUrl()).getHost().replaceAll("[\\[\\]]", "");
    return bare.equals(host.replaceAll("[\\[\\]]", ""));
  }

  /** Such as {@code linux/amd64}: that of its control plane, as most nodes are. */
  String platform() {
    return version.getPlatform() == null ? "linux/amd64" : version.getPlatform();
  }

  /**
   * What it says of itself, as far as quotas allow it; who may not see its nodes gets the numbers
   * of these, or of this machine.
   */
  EngineInfo info() {
    String[] platform = platform().split("/", -1);
    List<Node> nodes = nodes();
    QuotaRoom room = QuotaRoom.in(client, namespace());
    BigDecimal own = BigDecimal.valueOf(Runtime.getRuntime().availableProcessors());
    BigDecimal processors = nodes.isEmpty() ? room.mostProcessors().orElse(own) : sum(nodes, "cpu");
    BigDecimal memory =
        nodes.isEmpty() ? room.mostMemory().orElse(UNKNOWN_MEMORY) : sum(nodes, "memory");
    return new EngineInfo(
        "Kubernetes",
        version.getGitVersion(),
        version.getMajor() + "." + version.getMinor(),
        platform[0],
        platform[1],
        room.processors(processors),
        room.memory(memory),
        room.memoryLeft(memory),
        room.podsLeft(),
        ApiTime.of(client),
        null);
  }

  private List<Node> nodes() {
    try {
      return client.nodes().list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == ApiErrors.FORBIDDEN) {
        return List.of();
      }
      throw ApiErrors.of("list nodes", e);
    }
  }

  private static BigDecimal sum(List<Node> nodes, String resource) {
    return nodes.stream()
        .map(node -> node.getStatus().getAllocatable().get(resource))
        .filter(quantity -> quantity != null)
        .map(Quantity::getNumericalAmount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Override
  public void close() {
    client.close();
  }
}
