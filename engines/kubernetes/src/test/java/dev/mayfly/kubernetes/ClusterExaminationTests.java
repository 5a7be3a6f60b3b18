package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.Finding;
import dev.mayfly.engine.Finding.Verdict;
import io.fabric8.kubernetes.api.model.LimitRangeListBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaListBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassListBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people are told of a cluster in which something does not work. */
@EnableKubernetesMockClient
class ClusterExaminationTests {

  private static final Path ROOT = Path.of("..", "..");

  private KubernetesMockServer server;
  private KubernetesClient client;

  @BeforeEach
  void versioned() {
    server.setVersionInfo(
        new VersionInfo.Builder().withMajor("1").withMinor("30").withGitVersion("v1.30.1").build());
  }

  private void allows(Predicate<String> isAllowed) {
    MockedRights.allow(server, isAllowed);
  }

  private void answer(String path, int code, Object body) {
    server.expect().get().withPath(path).andReturn(code, body).always();
  }

  private Finding finding(String subject) {
    Cluster cluster =
        Cluster.of(
            client,
            new ClusterAddress("kind", "ns"),
            new Origins("context kind of [config], its current one", "the context's"));
    return new ClusterExamination(cluster, PodPorts.forwarded(client, "ns"))
        .all().stream().filter(one -> one.subject().equals(subject)).findFirst().orElseThrow();
  }

  @Test
  void it_is_told_where_the_cluster_and_the_namespace_come_from() {
    assertThat(finding("cluster").words())
        .contains(client.getMasterUrl().toString())
        .contains("context kind of [config], its current one", "namespace ns, the context's");
  }

  @Test
  void what_is_missing_of_the_role_is_told_as_rules_to_add() {
    allows(
        question ->
            !question.contains("\"portforward\"")
                && !(question.contains("\"secrets\"") && question.contains("\"patch\"")));

    Finding rights = finding("rights");

    assertThat(rights.verdict()).isEqualTo(Verdict.BAD);
    assertThat(rights.facts().get("missing"))
        .isEqualTo(
            List.of(
                "{apiGroups: [\"\"], resources: [pods/portforward], verbs: [create, get]}",
                "{apiGroups: [\"\"], resources: [secrets], verbs: [patch]}"));
    assertThat(rights.words()).contains("  - {apiGroups: [\"\"], resources: [secrets]");
  }

  @Test
  void nothing_is_missing_where_all_is_allowed() {
    allows(question -> question.contains("\"namespace\":\"ns\""));

    assertThat(finding("rights").verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void the_rights_are_those_of_the_guides_role() throws IOException {
    List<String> rules =
        Stream.concat(Rights.ALL.stream(), Stream.of(Rights.OF_QUOTAS))
            .map(rule -> "  - " + rule.words())
            .toList();

    for (String file :
        List.of("docs/guide/kubernetes.md", "testing/engines/kubernetes-role.yaml")) {
      assertThat(Files.readAllLines(ROOT.resolve(file)))
          .filteredOn(line -> line.startsWith("  - {apiGroups"))
          .isEqualTo(rules);
    }
  }

  @Test
  void what_an_account_may_not_see_is_left_out() {
    answer(
        "/apis/storage.k8s.io/v1/storageclasses",
        403,
        new StatusBuilder().withCode(403).withMessage("storageclasses is forbidden").build());

    assertThat(finding("storage").verdict()).isEqualTo(Verdict.SKIPPED);
  }

  @Test
  void quotas_need_not_be_seen_and_the_rule_for_it_is_told() {
    allows(question -> !question.contains("\"resourcequotas\""));
    answer(
        "/api/v1/namespaces/ns/resourcequotas",
        403,
        new StatusBuilder().withCode(403).withMessage("resourcequotas is forbidden").build());

    assertThat(finding("rights").verdict()).isEqualTo(Verdict.GOOD);
    assertThat(finding("quota").verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(finding("quota").words())
        .contains("{apiGroups: [\"\"], resources: [resourcequotas], verbs: [get, list]}");
  }

  @Test
  void a_cluster_without_a_default_storage_class_is_told() {
    answer(
        "/apis/storage.k8s.io/v1/storageclasses",
        200,
        new StorageClassListBuilder()
            .addNewItem()
            .withNewMetadata()
            .withName("slow")
            .endMetadata()
            .endItem()
            .build());

    Finding storage = finding("storage");

    assertThat(storage.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(storage.fix()).contains("is-default-class=true");
  }

  @Test
  void a_quota_that_is_used_up_is_told() {
    answer(
        "/api/v1/namespaces/ns/resourcequotas",
        200,
        new ResourceQuotaListBuilder()
            .addNewItem()
            .withNewMetadata()
            .withName("small")
            .endMetadata()
            .withNewStatus()
            .withHard(Map.of("pods", new Quantity("2"), "limits.memory", new Quantity("1Gi")))
            .withUsed(Map.of("pods", new Quantity("2"), "limits.memory", new Quantity("512Mi")))
            .endStatus()
            .endItem()
            .build());

    Finding quota = finding("quota");

    assertThat(quota.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(quota.words()).contains("small pods: 2 of 2", "small limits.memory: 512Mi of 1Gi");
    assertThat(quota.fix()).contains("all of pods is in use");
  }

  @Test
  void limits_of_containers_are_told() {
    answer(
        "/api/v1/namespaces/ns/limitranges",
        200,
        new LimitRangeListBuilder()
            .addNewItem()
            .withNewSpec()
            .addNewLimit()
            .withType("Container")
            .withDefault(Map.of("memory", new Quantity("256Mi")))
            .endLimit()
            .endSpec()
            .endItem()
            .build());

    assertThat(finding("limits").words()).contains("unless told", "memory=256Mi");
  }
}
