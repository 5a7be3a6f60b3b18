package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an account has to be allowed in its namespace, and how the cluster is asked whether it is.
 */
final class Rights {

  private static final List<String> KEPT =
      List.of("create", "get", "list", "watch", "patch", "delete");

  /** The rules of the Role in docs/guide/kubernetes.md. */
  static final List<Rule> ALL =
      List.of(
          new Rule("", List.of("pods"), KEPT),
          new Rule("", List.of("pods/log"), List.of("get")),
          new Rule(
              "",
              List.of("pods/exec", "pods/attach", "pods/portforward"),
              List.of("create", "get")),
          new Rule(
              "", List.of("services", "configmaps", "secrets", "persistentvolumeclaims"), KEPT),
          new Rule("", List.of("events"), List.of("get", "list", "watch")),
          new Rule("batch", List.of("jobs"), KEPT),
          new Rule("batch", List.of("jobs/finalizers"), List.of("update")));

  /** What need not be allowed, and lets early starts keep within what quotas leave. */
  static final Rule OF_QUOTAS = new Rule("", List.of("resourcequotas"), List.of("get", "list"));

  private static final int STREAMS_ARE_CREATED = 35;

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.kubernetes");

  private Rights() {}

  /**
   * One rule of a Role.
   *
   * @param group of the API; empty for the core's
   */
  record Rule(String group, List<String> resources, List<String> verbs) {

    /** As a line of a Role. */
    String words() {
      return "{apiGroups: [%s], resources: [%s], verbs: [%s]}"
          .formatted(
              group.isEmpty() ? "\"\"" : group,
              String.join(", ", resources),
              String.join(", ", verbs));
    }
  }

  /**
   * What is missing, a rule for each resource; asks for each right by itself, which whoever has
   * credentials may.
   */
  static List<Rule> missing(KubernetesClient client, String namespace) {
    List<Rule> missing = new ArrayList<>();
    for (Rule rule : ALL) {
      for (String resource : rule.resources()) {
        List<String> verbs =
            rule.verbs().stream()
                .filter(
                    verb ->
                        !isAllowed(client, namespace, rule.group(), resource, verb).orElse(false))
                .toList();
        if (!verbs.isEmpty()) {
          missing.add(new Rule(rule.group(), List.of(resource), verbs));
        }
      }
    }
    return missing;
  }

  /**
   * Refuses what needs a right that is missing.
   *
   * @param what what needs it, to go on after "can't"
   * @param resource of {@link #ALL}
   * @throws EngineException with the rule to add; not where nobody tells
   */
  static void require(
      KubernetesClient client, String namespace, String what, String resource, String verb) {
    Rule rule =
        ALL.stream().filter(one -> one.resources().contains(resource)).findFirst().orElseThrow();
    try {
      if (isAllowed(client, namespace, rule.group(), resource, verb).orElse(true)) {
        return;
      }
    } catch (KubernetesClientException e) {
      LOG.debug("The cluster does not tell whether it lets {}", what, e);
      return;
    }
    throw new EngineException(
        ApiErrors.FORBIDDEN,
        "Can't "
            + what
            + ": this account may not. Add a rule to the Role that it is bound to: "
            + new Rule(rule.group(), List.of(resource), rule.verbs()).words());
  }

  /**
   * The same for what streams. A WebSocket is asked for with the verb "get"; since 1.35 whoever may
   * not "create" is refused too (kubernetes/kubernetes#134577).
   */
  static void requireStream(
      KubernetesClient client, String namespace, String what, String resource) {
    require(client, namespace, what, resource, "get");
    if (isSince(client, STREAMS_ARE_CREATED)) {
      require(client, namespace, what, resource, "create");
    }
  }

  /** Whether a cluster says that it is of that minor version of 1, or of a later one. */
  private static boolean isSince(KubernetesClient client, int minor) {
    try {
      VersionInfo version = client.getKubernetesVersion();
      String digits = String.valueOf(version.getMinor()).replaceFirst("[^0-9].*", ""); // "35+"
      return !digits.isEmpty() && Integer.parseInt(digits) >= minor;
    } catch (KubernetesClientException e) {
      LOG.debug("The cluster does not tell its version", e);
      return false;
    }
  }

  /** Empty where the cluster does not say. */
  private static Optional<Boolean> isAllowed(
      KubernetesClient client, String namespace, String group, String resource, String verb) {
    String[] parts = resource.split("/", 2);
    SelfSubjectAccessReview question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withGroup(group)
            .withResource(parts[0])
            .withSubresource(parts.length > 1 ? parts[1] : null)
            .withVerb(verb)
            .endResourceAttributes()
            .endSpec()
            .build();
    SelfSubjectAccessReview answer =
        client.authorization().v1().selfSubjectAccessReview().create(question);
    return Optional.ofNullable(answer.getStatus())
        .map(status -> Boolean.TRUE.equals(status.getAllowed()));
  }
}
