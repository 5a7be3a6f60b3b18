package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.fabric8.kubernetes.api.model.ScopedResourceSelectorRequirement;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the quotas of a namespace allow pods of tests. Nothing bounds what no quota names, nor
 * anything where this account may not see them.
 *
 * @param most the least that any quota allows, by the names that quotas have for it
 * @param left the least that any of them leaves
 */
record QuotaRoom(Map<String, BigDecimal> most, Map<String, BigDecimal> left) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");

  private static final Set<String> MEMORY = Set.of("memory", "requests.memory", "limits.memory");
  private static final Set<String> PROCESSORS = Set.of("cpu", "requests.cpu", "limits.cpu");
  private static final Set<String> PODS = Set.of("pods", "count/pods");

  /** What a pod may be that Mayfly makes: it has no deadline, and has limits or none. */
  private static final Set<String> SCOPES = Set.of("NotTerminating", "BestEffort", "NotBestEffort");

  /** Of what pods of a class of priority have; those of tests name none. */
  private static final String PRIORITY = "PriorityClass";

  private static final Set<String> OF_NO_PRIORITY = Set.of("NotIn", "DoesNotExist");

  QuotaRoom {
    most = Map.copyOf(most);
    left = Map.copyOf(left);
  }

  /** Asks the cluster once. */
  static QuotaRoom in(KubernetesClient client, String namespace) {
    try {
      return of(client.resourceQuotas().inNamespace(namespace).list().getItems());
    } catch (KubernetesClientException e) {
      LOG.debug("What quotas leave is not known", e);
      return new QuotaRoom(Map.of(), Map.of());
    }
  }

  static QuotaRoom of(List<ResourceQuota> quotas) {
    Map<String, BigDecimal> most = new HashMap<>();
    Map<String, BigDecimal> left = new HashMap<>();
    quotas.stream()
        .filter(quota -> quota.getStatus() != null && mayConcern(quota.getSpec()))
        .map(ResourceQuota::getStatus)
        .filter(status -> status.getHard() != null)
        .forEach(
            status ->
                status
                    .getHard()
                    .forEach(
                        (resource, hard) -> {
                          Quantity used = used(status).get(resource);
                          most.merge(resource, hard.getNumericalAmount(), BigDecimal::min);
                          left.merge(resource, rest(hard, used), BigDecimal::min);
                        }));
    return new QuotaRoom(most, left);
  }

  private static Map<String, Quantity> used(ResourceQuotaStatus status) {
    return status.getUsed() == null ? Map.of() : status.getUsed();
  }

  private static BigDecimal rest(Quantity most, @Nullable Quantity taken) {
    BigDecimal all = most.getNumericalAmount();
    return taken == null ? all : all.subtract(taken.getNumericalAmount()).max(BigDecimal.ZERO);
  }

  /** A quota counts a pod only if all of its scopes fit. */
  private static boolean mayConcern(ResourceQuotaSpec spec) {
    if (spec == null) {
      return true;
    }
    Stream<ScopedResourceSelectorRequirement> chosen =
        spec.getScopeSelector() == null
            ? Stream.of()
            : spec.getScopeSelector().getMatchExpressions().stream();
    return SCOPES.containsAll(spec.getScopes())
        && chosen.allMatch(
            one ->
                PRIORITY.equals(one.getScopeName())
                    ? OF_NO_PRIORITY.contains(one.getOperator())
                    : SCOPES.contains(one.getScopeName()));
  }

  /** How many bytes the quotas allow; empty if none says so. */
  Optional<BigDecimal> mostMemory() {
    return least(MEMORY, most);
  }

  /** The same of processors. */
  Optional<BigDecimal> mostProcessors() {
    return least(PROCESSORS, most);
  }

  /**
   * How many bytes they may take together.
   *
   * @param there how many there are
   */
  long memory(BigDecimal there) {
    return bounded(there, MEMORY, most).longValue();
  }

  /**
   * How many of these bytes nobody has taken of a quota.
   *
   * @param there how many there are
   */
  long memoryLeft(BigDecimal there) {
    return bounded(there, MEMORY, left).longValue();
  }

  /**
   * How many processors, at least one.
   *
   * @param there how many there are
   */
  int processors(BigDecimal there) {
    return Math.max(1, bounded(there, PROCESSORS, most).intValue());
  }

  /** How many more there can be. */
  int podsLeft() {
    return bounded(BigDecimal.valueOf(Integer.MAX_VALUE), PODS, left).intValue();
  }

  private static BigDecimal bounded(
      BigDecimal there, Set<String> resources, Map<String, BigDecimal> bounds) {
    return least(resources, bounds).map(there::min).orElse(there);
  }

  private static Optional<BigDecimal> least(Set<String> resources, Map<String, BigDecimal> bounds) {
    return resources.stream()
        .filter(bounds::containsKey)
        .map(bounds::get)
        .min(Comparator.naturalOrder());
  }
}
