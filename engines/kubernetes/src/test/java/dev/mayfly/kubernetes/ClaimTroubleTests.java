package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pod waits for storage as long as somebody may still provide it. */
@EnableKubernetesMockClient
class ClaimTroubleTests {

  private static final String NAMESPACE = "/api/v1/namespaces/ns";

  KubernetesMockServer server;
  KubernetesClient client;

  private ClaimTrouble claims() {
    return new ClaimTrouble(client, "ns");
  }

  private static Pod pod(String scheduled) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("web")
        .endMetadata()
        .withNewSpec()
        .addNewVolume()
        .withNewPersistentVolumeClaim("data", false)
        .endVolume()
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus(scheduled)
        .withReason("Unschedulable")
        .withMessage("0/1 nodes are available: 1 pod has unbound immediate PersistentVolumeClaims.")
        .endCondition()
        .endStatus()
        .build();
  }

  private void claim(String phase, Event... events) {
    server
        .expect()
        .get()
        .withPath(NAMESPACE + "/persistentvolumeclaims/data")
        .andReturn(
            200,
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("data")
                .withUid("u1")
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build())
        .always();
    server
        .expect()
        .get()
        .withPath(NAMESPACE + "/events?fieldSelector=involvedObject.uid%3Du1")
        .andReturn(200, new EventListBuilder().withItems(List.of(events)).build())
        .always();
  }

  private static Event event(String reason, int count, String message) {
    return new EventBuilder()
        .withReason(reason)
        .withCount(count)
        .withMessage(message)
        .withLastTimestamp("2026-01-02T03:04:05Z")
        .build();
  }

  @Test
  void what_the_scheduler_says_of_a_claim_that_is_being_provided_is_waited_for() {
    claim(
        "Pending",
        event(
            "ExternalProvisioning",
            9,
            "waiting for a volume to be created, either by external provisioner"
                + " \"example.com/disks\" or manually created by system administrator"));

    assertThat(PodTrouble.of(pod("False"))).isEmpty();
    assertThat(claims().of(pod("False"))).isEmpty();
    assertThat(claims().lastWords(pod("False")))
        .contains("PersistentVolumeClaim data", "example.com/disks");
  }

  @Test
  void a_claim_that_nobody_is_asked_for_ends_the_wait() {
    claim(
        "Pending",
        event(
            "FailedBinding",
            1,
            "no persistent volumes available for this claim and no storage class is set"));

    assertThat(claims().of(pod("False")).orElseThrow())
        .satisfies(
            trouble -> {
              assertThat(trouble.status()).isEqualTo(503);
              assertThat(trouble.words())
                  .contains("PersistentVolumeClaim data", "no storage class is set", "default");
            });
  }

  @Test
  void a_class_that_the_cluster_has_not_ends_the_wait() {
    claim(
        "Pending",
        event("ProvisioningFailed", 1, "storageclass.storage.k8s.io \"fast\" not found"));

    assertThat(claims().of(pod("False")).orElseThrow().words()).contains("\"fast\" not found");
  }

  @Test
  void a_provisioner_may_fail_now_and_then_but_not_again_and_again() {
    claim("Pending", event("ProvisioningFailed", 2, "rpc error: code = DeadlineExceeded"));
    assertThat(claims().of(pod("False"))).isEmpty();
  }

  @Test
  void a_provisioner_that_fails_again_and_again_is_quoted() {
    claim(
        "Pending",
        event("ProvisioningFailed", 2, "rpc error: quota of disks"),
        event("ProvisioningFailed", 1, "rpc error: quota of disks, again"));

    assertThat(claims().of(pod("False")).orElseThrow().words()).contains("quota of disks");
  }

  @Test
  void what_was_said_of_a_claim_that_is_bound_now_is_no_trouble() {
    claim("Bound", event("ProvisioningFailed", 9, "storageclass \"fast\" not found"));

    assertThat(claims().of(pod("False"))).isEmpty();
  }

  @Test
  void a_pod_that_is_on_a_node_waits_for_no_claim() {
    assertThat(ClaimTrouble.mayConcern(pod("True"))).isFalse();
    assertThat(claims().of(pod("True"))).isEmpty();
    assertThat(claims().lastWords(pod("True"))).isEmpty();
  }

  @Test
  void who_may_not_read_events_waits() {
    server
        .expect()
        .get()
        .withPath(NAMESPACE + "/persistentvolumeclaims/data")
        .andReturn(403, null)
        .always();

    assertThat(claims().of(pod("False"))).isEmpty();
    assertThat(claims().lastWords(pod("False"))).contains("not known");
  }
}
