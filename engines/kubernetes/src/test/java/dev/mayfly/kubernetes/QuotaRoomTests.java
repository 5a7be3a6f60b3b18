package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.EngineInfo;
import io.fabric8.kubernetes.api.model.NodeListBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaListBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tests may take of a namespace is what its quotas allow, and leave. */
class QuotaRoomTests {

  private static final BigDecimal PLENTY = BigDecimal.valueOf(1L << 40);
  private static final long MEBIBYTE = 1L << 20;

  private static ResourceQuota quota(Map<String, String> hard, Map<String, String> used) {
    return new ResourceQuotaBuilder()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .withHard(quantities(hard))
        .withUsed(quantities(used))
        .endStatus()
        .build();
  }

  private static Map<String, Quantity> quantities(Map<String, String> amounts) {
    return amounts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> new Quantity(one.getValue())));
  }

  @Test
  void the_least_counts_that_any_quota_leaves() {
    QuotaRoom room =
        QuotaRoom.of(
            List.of(
                quota(
                    Map.of("limits.memory", "2Gi", "requests.cpu", "4", "pods", "20"),
                    Map.of("limits.memory", "1Gi", "requests.cpu", "1500m", "pods", "3")),
                quota(Map.of("requests.memory", "512Mi", "count/pods", "9"), Map.of())));

    assertThat(room.memoryLeft(PLENTY)).isEqualTo(512 * MEBIBYTE);
    assertThat(room.processors(BigDecimal.valueOf(64))).isEqualTo(4);
    assertThat(room.podsLeft()).isEqualTo(9);
  }

  @Test
  void what_no_quota_names_is_not_bounded() {
    QuotaRoom room = QuotaRoom.of(List.of(quota(Map.of("services", "2"), Map.of("services", "2"))));

    assertThat(room.memory(PLENTY)).isEqualTo(1L << 40);
    assertThat(room.memoryLeft(PLENTY)).isEqualTo(1L << 40);
    assertThat(room.processors(BigDecimal.valueOf(64))).isEqualTo(64);
    assertThat(room.podsLeft()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void nodes_that_have_less_bound_what_a_quota_would_leave() {
    QuotaRoom room = QuotaRoom.of(List.of(quota(Map.of("memory", "1Ti", "cpu", "99"), Map.of())));

    assertThat(room.memory(BigDecimal.valueOf(MEBIBYTE))).isEqualTo(MEBIBYTE);
    assertThat(room.memoryLeft(BigDecimal.valueOf(MEBIBYTE))).isEqualTo(MEBIBYTE);
    assertThat(room.processors(BigDecimal.ONE)).isEqualTo(1);
  }

  @Test
  void a_quota_that_was_lowered_below_what_is_used_leaves_nothing() {
    QuotaRoom room =
        QuotaRoom.of(
            List.of(
                quota(Map.of("memory", "1Gi", "pods", "1"), Map.of("memory", "2Gi", "pods", "3"))));

    assertThat(room.memory(PLENTY)).isEqualTo(1024 * MEBIBYTE);
    assertThat(room.memoryLeft(PLENTY)).isZero();
    assertThat(room.podsLeft()).isZero();
  }

  @Test
  void a_quota_that_the_cluster_has_not_counted_yet_says_nothing() {
    QuotaRoom room =
        QuotaRoom.of(
            List.of(
                new ResourceQuotaBuilder()
                    .withNewSpec()
                    .addToHard("pods", new Quantity("1"))
                    .endSpec()
                    .build()));

    assertThat(room.podsLeft()).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "NotTerminating, true",
    "BestEffort, true",
    "NotBestEffort, true",
    "Terminating, false",
    "CrossNamespacePodAffinity, false",
  })
  void only_scopes_count_that_pods_of_tests_can_be_in(String scope, boolean counts) {
    ResourceQuota direct =
        quota(Map.of("pods", "1"), Map.of()).edit().editSpec().addToScopes(scope).endSpec().build();
    ResourceQuota chosen = chosen(scope, "Exists");

    assertThat(QuotaRoom.of(List.of(direct)).podsLeft() == 1).isEqualTo(counts);
    assertThat(QuotaRoom.of(List.of(chosen)).podsLeft() == 1).isEqualTo(counts);
  }

  private static ResourceQuota chosen(String scope, String operator) {
    return quota(Map.of("pods", "1"), Map.of())
        .edit()
        .editSpec()
        .withNewScopeSelector()
        .addNewMatchExpression()
        .withScopeName(scope)
        .withOperator(operator)
        .endMatchExpression()
        .endScopeSelector()
        .endSpec()
        .build();
  }

  @ParameterizedTest
  @CsvSource({"In, false", "Exists, false", "NotIn, true", "DoesNotExist, true"})
  void pods_of_tests_have_no_class_of_priority(String operator, boolean counts) {
    assertThat(QuotaRoom.of(List.of(chosen("PriorityClass", operator))).podsLeft() == 1)
        .isEqualTo(counts);
  }

  /** As a cluster tells of itself. */
  @Nested
  @EnableKubernetesMockClient
  class Told {

    KubernetesMockServer server;
    KubernetesClient client;

    private EngineInfo info(int code, Object quotas) {
      return info(
          200,
          new NodeListBuilder()
              .addNewItem()
              .withNewStatus()
              .addToAllocatable("memory", new Quantity("64Gi"))
              .addToAllocatable("cpu", new Quantity("16"))
              .endStatus()
              .endItem()
              .build(),
          code,
          quotas);
    }

    private EngineInfo info(int nodesCode, Object nodes, int code, Object quotas) {
      server.setVersionInfo(
          new VersionInfo.Builder()
              .withMajor("1")
              .withMinor("30")
              .withGitVersion("v1.30.1")
              .build());
      server.expect().get().withPath("/api/v1/nodes").andReturn(nodesCode, nodes).always();
      server
          .expect()
          .get()
          .withPath("/api/v1/namespaces/ns/resourcequotas")
          .andReturn(code, quotas)
          .always();
      try (KubernetesEngine engine = MockedEngine.of(client)) {
        return engine.info();
      }
    }

    @Test
    void a_cluster_has_what_the_namespaces_quota_leaves_of_it() {
      EngineInfo info =
          info(
              200,
              new ResourceQuotaListBuilder()
                  .withItems(
                      quota(
                          Map.of("limits.memory", "2Gi", "limits.cpu", "3", "pods", "8"),
                          Map.of("limits.memory", "1Gi", "limits.cpu", "1", "pods", "2")))
                  .build());

      assertThat(info.memoryBytes()).isEqualTo(2048 * MEBIBYTE);
      assertThat(info.memoryLeft()).isEqualTo(1024 * MEBIBYTE);
      assertThat(info.processors()).isEqualTo(3);
      assertThat(info.containersLeft()).isEqualTo(6);
    }

    @Test
    void where_nodes_may_not_be_seen_the_quota_says_what_there_is_and_not_this_machine() {
      EngineInfo info =
          info(
              403,
              new StatusBuilder().withCode(403).withMessage("no nodes for you").build(),
              200,
              new ResourceQuotaListBuilder()
                  .withItems(
                      quota(
                          Map.of("limits.memory", "200Gi", "requests.cpu", "300"),
                          Map.of("limits.memory", "50Gi")))
                  .build());

      assertThat(info.memoryBytes()).isEqualTo(200L << 30);
      assertThat(info.memoryLeft()).isEqualTo(150L << 30);
      assertThat(info.processors()).isEqualTo(300);
    }

    @Test
    void an_account_that_may_not_see_quotas_changes_nothing() {
      EngineInfo info =
          info(403, new StatusBuilder().withCode(403).withMessage("no, not you").build());

      assertThat(info.memoryBytes()).isEqualTo(64L << 30);
      assertThat(info.memoryLeft()).isEqualTo(64L << 30);
      assertThat(info.processors()).isEqualTo(16);
      assertThat(info.containersLeft()).isEqualTo(Integer.MAX_VALUE);
    }
  }
}
