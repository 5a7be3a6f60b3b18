package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a cluster says of a pod that will not run is told in its own words; all else is waited for.
 */
class PodTroubleTests {

  private static Pod pod(PodStatus status) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("web")
        .endMetadata()
        .withStatus(status)
        .build();
  }

  private static Pod pod(ContainerState state) {
    return pod(
        new PodStatusBuilder()
            .withPhase("Pending")
            .addNewContainerStatus()
            .withName(PodSpecs.CONTAINER)
            .withState(state)
            .endContainerStatus()
            .build());
  }

  private static Pod waiting(String reason, String message) {
    return pod(
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting()
            .build());
  }

  @Test
  void what_is_to_take_the_files_is_looked_at_too() {
    PodStatus lacking =
        new PodStatusBuilder()
            .withPhase("Pending")
            .addNewInitContainerStatus()
            .withName(FileCarrier.CONTAINER)
            .withNewState()
            .withNewWaiting()
            .withReason("ErrImagePull")
            .withMessage("no busybox")
            .endWaiting()
            .endState()
            .endInitContainerStatus()
            .build();
    PodStatus ended = ended("Failed", FileCarrier.CONTAINER);

    assertThat(PodTrouble.of(pod(lacking)).orElseThrow().words()).contains("no busybox");
    assertThat(PodTrouble.of(pod(ended)).orElseThrow().words()).contains("exit code 137");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ErrImagePull",
        "ImagePullBackOff",
        "InvalidImageName",
        "SignatureValidationFailed",
        "CreateContainerConfigError",
        "RunContainerError"
      })
  void what_a_kubelet_waits_for_in_vain_is_told(String reason) {
    assertThat(PodTrouble.of(waiting(reason, "because")))
        .hasValue(new PodTrouble(400, reason + ": because"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ContainerCreating", "PodInitializing"})
  void what_goes_on_is_no_trouble(String reason) {
    assertThat(PodTrouble.of(waiting(reason, null))).isEmpty();
    assertThat(PodTrouble.of(pod(new PodStatus()))).isEmpty();
  }

  @Test
  void a_process_that_the_runtime_could_not_begin_is_told_and_one_that_failed_is_not() {
    ContainerState notBegun =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withReason("StartError")
            .withMessage("exec: \"no-such-program\": executable file not found in $PATH")
            .withExitCode(128)
            .endTerminated()
            .build();
    ContainerState failed =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withReason("Error")
            .withExitCode(3)
            .endTerminated()
            .build();

    assertThat(PodTrouble.of(pod(notBegun)).orElseThrow().words()).contains("no-such-program");
    assertThat(PodTrouble.of(pod(failed))).isEmpty();
  }

  private static PodStatus ended(String phase, String initContainer) {
    return new PodStatusBuilder()
        .withPhase(phase)
        .addNewInitContainerStatus()
        .withName(initContainer)
        .withNewState()
        .withNewTerminated()
        .withExitCode(137)
        .withReason("Error")
        .endTerminated()
        .endState()
        .endInitContainerStatus()
        .build();
  }

  /** Of a mesh, as an init container that goes on beside the others, since 1.28. */
  @Test
  void a_sidecar_that_ends_after_the_program_is_no_trouble() {
    PodStatus status = ended("Succeeded", "istio-proxy");

    assertThat(PodTrouble.of(pod(status))).isEmpty();
  }

  @Test
  void the_scheduler_is_quoted() {
    PodStatus status =
        new PodStatusBuilder()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/3 nodes are available: 3 Insufficient memory.")
            .endCondition()
            .build();

    PodTrouble trouble = PodTrouble.of(pod(status)).orElseThrow();

    assertThat(trouble.status()).isEqualTo(503);
    assertThat(trouble.words())
        .isEqualTo("Unschedulable: 0/3 nodes are available: 3 Insufficient memory.");
  }

  /** As of 1.20, of 1.24 and later, and of a scheduler that has not seen a new claim yet. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0/1 nodes are available: 1 pod has unbound immediate PersistentVolumeClaims.",
        "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption:"
            + " 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
        "0/1 nodes are available: persistentvolumeclaim \"data\" not found."
      })
  void a_claim_that_is_not_bound_yet_is_no_trouble(String message) {
    PodStatus status =
        new PodStatusBuilder()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage(message)
            .endCondition()
            .build();

    assertThat(PodTrouble.of(pod(status))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'1 node(s) had taint {node.kubernetes.io/unreachable: }, that the pod didn''t tolerate.', true",
    "'1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.', true",
    "'1 node(s) had taint {gpu: only}, that the pod didn''t tolerate.', false",
    "3 Insufficient memory., false",
    "'3 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.', true",
    "'1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.', false"
  })
  void nodes_that_were_not_heard_of_may_come_back(String message, boolean mayPass) {
    assertThat(new PodTrouble(503, "0/3 nodes are available: " + message).mayPass())
        .isEqualTo(mayPass);
  }

  @Test
  void an_eviction_is_told() {
    PodStatus status =
        new PodStatusBuilder()
            .withPhase("Failed")
            .withReason("Evicted")
            .withMessage("The node was low on resource: memory.")
            .build();

    assertThat(PodTrouble.of(pod(status)).orElseThrow().words())
        .isEqualTo("Evicted: The node was low on resource: memory.");
  }
}
