package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.Finding;
import dev.mayfly.engine.Finding.Verdict;
import dev.mayfly.kubernetes.Rights.Rule;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks at what people want to know of a cluster when something does not work: how it was found,
 * what this account may do there, and what the namespace allows.
 *
 * @param ports where ports of its pods are
 */
record ClusterExamination(Cluster cluster, PodPorts ports) {

  private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(found());
    findings.add(looked("rights", this::rights));
    findings.add(Finding.good("ports", "reached at " + ports.words(cluster.address().toString())));
    findings.add(
        explained(
            looked("nodes", this::nodes),
            "processors and memory above are not those of its nodes"));
    findings.add(looked("storage", this::storage));
    findings.add(
        explained(
            looked("quota", this::quota),
            "the rule " + Rights.OF_QUOTAS.words() + " would let early starts keep within it"));
    findings.add(looked("limits", this::limits));
    return findings;
  }

  private KubernetesClient client() {
    return cluster.client();
  }

  /** What it means that something could not be looked at. */
  private static Finding explained(Finding look, String meaning) {
    return look.verdict() == Verdict.SKIPPED
        ? Finding.skipped(look.subject(), look.words() + "; " + meaning)
        : look;
  }

  /** What an account of tests need not be allowed to see is no trouble. */
  private static Finding looked(String subject, Supplier<Finding> look) {
    try {
      return look.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == ApiErrors.FORBIDDEN) {
        return Finding.skipped(subject, "this account may not see it, which tests do not need");
      }
      EngineException refusal = ApiErrors.of("look at the cluster's " + subject, e);
      return Finding.skipped(subject, String.valueOf(refusal.getMessage()));
    }
  }

  private Finding found() {
    Origins origins = cluster.origins();
    return Finding.good(
            "cluster",
            "%s, from %s\nnamespace %s, %s"
                .formatted(
                    client().getMasterUrl(),
                    origins.cluster(),
                    cluster.namespace(),
                    origins.namespace()))
        .with("server", client().getMasterUrl().toString())
        .with("context", cluster.address().context())
        .with("namespace", cluster.namespace());
  }

  private Finding rights() {
    List<Rule> missing = Rights.missing(client(), cluster.namespace());
    if (missing.isEmpty()) {
      return Finding.good("rights", "all that Mayfly needs in the namespace");
    }
    String rules =
        missing.stream().map(Rule::words).collect(Collectors.joining("\n  - ", "  - ", ""));
    return Finding.bad(
            "rights",
            "missing in namespace " + cluster.namespace() + ":\n" + rules,
            "add these rules to the Role that this account is bound to")
        .with("missing", missing.stream().map(Rule::words).toList());
  }

  private Finding nodes() {
    int count = client().nodes().list().getItems().size();
    return Finding.good("nodes", count + " to be seen").with("nodes", count);
  }

  private Finding storage() {
    List<String> defaults =
        client().storage().v1().storageClasses().list().getItems().stream()
            .filter(ClusterExamination::isDefault)
            .map(one -> one.getMetadata().getName())
            .toList();
    return defaults.isEmpty()
        ? Finding.note(
            "storage",
            "there is no default StorageClass: a container with a named volume will not start",
            "annotate one with " + DEFAULT_CLASS + "=true")
        : Finding.good("storage", "volumes are of StorageClass " + defaults.get(0));
  }

  private static boolean isDefault(StorageClass one) {
    Map<String, String> annotations = one.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(DEFAULT_CLASS));
  }

  private Finding quota() {
    Map<String, String> uses = new TreeMap<>();
    List<String> full = new ArrayList<>();
    for (ResourceQuota quota :
        client().resourceQuotas().inNamespace(cluster.namespace()).list().getItems()) {
      Map<String, Quantity> used = quota.getStatus().getUsed();
      quota
          .getStatus()
          .getHard()
          .forEach(
              (resource, most) -> {
                Quantity now = used == null ? null : used.get(resource);
                Quantity taken = now == null ? new Quantity("0") : now;
                uses.put(quota.getMetadata().getName() + " " + resource, taken + " of " + most);
                if (taken.getNumericalAmount().compareTo(most.getNumericalAmount()) >= 0) {
                  full.add(resource);
                }
              });
    }
    return quota(uses, full);
  }

  private static Finding quota(Map<String, String> uses, List<String> full) {
    if (uses.isEmpty()) {
      return Finding.good("quota", "the namespace has none");
    }
    String words =
        uses.entrySet().stream()
            .map(use -> use.getKey() + ": " + use.getValue())
            .collect(Collectors.joining("\n"));
    Finding finding =
        full.isEmpty()
            ? Finding.good("quota", words)
            : Finding.note(
                "quota",
                words,
                "all of " + String.join(", ", full) + " is in use: a start that needs more fails");
    return finding.with("uses", uses);
  }

  private Finding limits() {
    List<LimitRange> ranges =
        client().limitRanges().inNamespace(cluster.namespace()).list().getItems();
    String words =
        ranges.stream()
            .flatMap(range -> range.getSpec().getLimits().stream())
            .filter(item -> "Container".equals(item.getType()))
            .map(ClusterExamination::words)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n"));
    return words.isEmpty()
        ? Finding.good("limits", "the namespace sets none for containers")
        : Finding.good("limits", words);
  }

  private static String words(LimitRangeItem item) {
    Map<String, Map<String, Quantity>> kinds = new TreeMap<>();
    kinds.put("at most", item.getMax() == null ? Map.of() : item.getMax());
    kinds.put("unless told", item.getDefault() == null ? Map.of() : item.getDefault());
    return kinds.entrySet().stream()
        .filter(kind -> !kind.getValue().isEmpty())
        .map(kind -> kind.getKey() + " " + new TreeMap<>(kind.getValue()))
        .collect(Collectors.joining("; "));
  }
}
