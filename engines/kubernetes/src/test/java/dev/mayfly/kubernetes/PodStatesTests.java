package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clusters of different versions leave in the status of a pod that has ended. */
class PodStatesTests {

  private static ContainerState state(String status) {
    Pod pod =
        Serialization.unmarshal(
            "{\"metadata\": {\"name\": \"db\"}, \"status\": %s}".formatted(status), Pod.class);
    return PodStates.of(pod, PodPorts.Place.none(), Map.of());
  }

  /** As of 1.20, whose nodes tell nothing of the containers then. */
  @Test
  void an_evicted_pod_has_not_ended_well() {
    ContainerState state =
        state(
            """
            {"phase": "Failed", "reason": "Evicted",
             "message": "The node was low on resource: memory. "}""");

    assertThat(state.status()).isEqualTo(Status.EXITED);
    assertThat(state.exitCode()).isEqualTo(137);
    assertThat(state.error()).contains("Evicted: The node was low on resource");
  }

  /** As of 1.22 and later. */
  @Test
  void a_container_that_a_node_has_lost_has_the_code_that_the_node_gives_it() {
    ContainerState state =
        state(
            """
            {"phase": "Failed", "reason": "Evicted", "containerStatuses": [{"name": "main",
             "imageID": "", "state": {"terminated": {"exitCode": 137, "finishedAt": null,
             "message": "The container could not be located when the pod was terminated",
             "reason": "ContainerStatusUnknown", "startedAt": null}}}]}""");

    assertThat(state.exitCode()).isEqualTo(137);
    assertThat(state.status()).isEqualTo(Status.EXITED);
  }

  /** As of 1.27 and later: a pod that is removed has a last phase before it is gone. */
  @Test
  void a_pod_that_is_removed_keeps_the_exit_code_of_its_container() {
    ContainerState state =
        state(
            """
            {"phase": "Failed", "containerStatuses": [{"name": "main", "imageID": "",
             "state": {"terminated": {"exitCode": 143, "reason": "Error",
             "startedAt": "2026-01-01T10:00:00Z", "finishedAt": "2026-01-01T10:00:05Z"}}}]}""");

    assertThat(state.exitCode()).isEqualTo(143);
    assertThat(state.error()).isEmpty();
  }
}
