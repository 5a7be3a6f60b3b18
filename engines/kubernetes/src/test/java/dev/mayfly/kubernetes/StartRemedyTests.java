package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told to try next fits the words with which clusters refuse. */
class StartRemedyTests {

  private static String remedy(String words) {
    return new StartRemedy("ci", "registry.corp/denied/app:1").of(words);
  }

  @Test
  void a_quota_of_memory_is_told_with_its_name_and_the_option() {
    assertThat(
            remedy(
                "Can't create pod web: pods \"web\" is forbidden: exceeded quota: small, requested:"
                    + " limits.memory=1Gi,pods=1, used: limits.memory=3Gi,pods=2, limited:"
                    + " limits.memory=3Gi,pods=9"))
        .startsWith("lower memory(…), let fewer containers be there at once, ")
        .endsWith("or have the quota raised: kubectl -n ci describe quota small");
  }

  @Test
  void a_quota_of_pods_is_told_without_sizes() {
    assertThat(
            remedy(
                "pods \"web\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=9,"
                    + " limited: pods=9"))
        .startsWith("let fewer containers be there at once, ")
        .doesNotContain("memory(", "cpus(")
        .endsWith("describe quota small");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "failed quota: q: must specify limits.memory | give the container memory(…), which a quota",
        "failed quota: q: must specify limits.cpu,limits.memory | give the container memory(…) and cpus(…), which",
        "failed quota: q: must specify limits.cpu for: main; requests.cpu for: main | give the container cpus(…), which",
        "maximum memory usage per Container is 512Mi, but limit is 1Gi | choose memory(…) within",
        "minimum cpu usage per Pod is 100m, but request is 10m | choose cpus(…) within",
        "Unschedulable: 0/1 nodes are available: 1 Insufficient memory. | lower memory(…), which",
        "Unschedulable: 0/2 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. | lower memory(…) and cpus(…)",
        "OutOfcpu: Node didn't have enough resource: cpu | lower cpus(…)",
        "Unschedulable: 0/1 nodes are available: 1 Too many pods. | let fewer containers be there",
        "Unschedulable: 0/1 nodes are available: 1 node(s) didn't match node selector. | drop platform(…)",
        "Unschedulable: 0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. | drop platform(…)",
        "Unschedulable: 0/1 nodes are available: 1 node(s) had untolerated taint {gpu: only}. | give the cluster nodes without taints",
        "CreateContainerConfigError: container has runAsNonRoot and image will run as root | run it as a user by number",
        "CreateContainerConfigError: secret \"web-1-0\" not found | look who removes what belongs to tests from namespace ci",
        "Evicted: The node was low on resource: memory. | say memory(…)",
      })
  void each_refusal_has_its_own(String words, String remedy) {
    assertThat(remedy("Pod web does not run: " + words)).startsWith(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ErrImagePull: rpc error: code = NotFound desc = failed to pull \"registry.corp/denied/app:1\": registry.corp/denied/app:1: not found | check the name and the tag: registry.corp does not have it.",
        "ErrImagePull: rpc error: manifest for registry.corp/denied/app:1 not found: manifest unknown | check the name and the tag: registry.corp does not",
        "ErrImagePull: pull access denied, repository does not exist or may require authorization | check the name; if registry.corp asks for a login, the default service account of namespace ci needs a pull secret",
        "ErrImagePull: unexpected status code 401 Unauthorized | check the name; if registry.corp asks",
        "ErrImagePull: toomanyrequests: You have reached your pull rate limit | name a mirror that nodes reach (mayfly.images.mirror.registry.corp or",
        "ErrImagePull: dial tcp: lookup registry.corp: no such host | name a mirror that nodes reach",
        "ErrImagePull: Get https://registry.corp/v2/: x509: certificate signed by unknown authority | let the nodes' container runtime trust registry.corp's",
        "ErrImagePull: no match for platform in manifest | name a platform(…)",
        "InvalidImageName: Failed to apply default image tag: invalid reference format | check the image's name.",
        "ImagePullBackOff: Back-off pulling image \"registry.corp/denied/app:1\" | check the name and the tag; if nodes can't reach registry.corp, name a mirror",
      })
  void an_image_that_nodes_can_not_pull_is_told_by_the_registrys_answer(
      String words, String remedy) {
    assertThat(remedy("Pod web does not run: " + words)).startsWith(remedy);
  }

  @Test
  void what_is_not_known_has_none() {
    EngineException refusal = new EngineException(403, "no pods today");

    assertThat(new StartRemedy("ci", "nginx:1.22").added(refusal)).isSameAs(refusal);
    assertThat(remedy("the image's program has denied something, not found")).isEmpty();
  }
}
