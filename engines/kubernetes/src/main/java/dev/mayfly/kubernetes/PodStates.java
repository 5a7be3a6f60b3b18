package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.ready.Probe.Health;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a pod's status is as the state of a container. */
final class PodStates {

  /** Where forwarded ports are, and those of what does not run would be. */
  static final String HOST = "127.0.0.1";

  /** As of who was killed. */
  static final int KILLED = 137;

  private PodStates() {}

  /**
   * The state of a container that has a pod.
   *
   * @param ports where its ports are
   * @param networks the aliases by the networks' ids
   */
  static ContainerState of(Pod pod, PodPorts.Place ports, Map<String, List<String>> networks) {
    Optional<ContainerStatus> status = status(pod);
    ContainerStateTerminated end = status.map(PodStates::end).orElse(null);
    String address = pod.getStatus().getPodIP();
    return new ContainerState(
        pod.getMetadata().getName(),
        Marks.nameOf(pod),
        status.map(ContainerStatus::getImageID).orElse(""),
        statusOf(pod),
        end == null ? unseenCode(pod) : end.getExitCode(),
        end != null && "OOMKilled".equals(end.getReason()),
        Health.NONE,
        null,
        0,
        startedAt(status, end),
        ports.host(),
        ports.ports(),
        address == null ? Map.of() : addresses(networks.keySet(), address),
        PodTrouble.of(pod).map(PodTrouble::words).orElse(""),
        json(pod, networks));
  }

  /** Before 1.22 a node that evicts a pod tells nothing of its containers. */
  private static int unseenCode(Pod pod) {
    return "Failed".equals(pod.getStatus().getPhase()) ? KILLED : 0;
  }

  private static Map<String, String> addresses(Set<String> networks, String address) {
    return networks.stream().collect(Collectors.toMap(id -> id, id -> address));
  }

  private static String json(Pod pod, Map<String, List<String>> networks) {
    Map<String, Object> all = new HashMap<>();
    all.put("pod", pod);
    all.put("networks", networks);
    return Serialization.asJson(all);
  }

  /** The state of a container that has no pod yet. */
  static ContainerState created(String id, String name, Map<String, List<String>> networks) {
    return bare(id, name, Status.CREATED, Map.of("id", id, "name", name, "networks", networks));
  }

  private static ContainerState bare(
      String id, String name, Status status, Map<String, Object> all) {
    return new ContainerState(
        id,
        name,
        "",
        status,
        0,
        false,
        Health.NONE,
        null,
        0,
        Instant.EPOCH,
        HOST,
        Map.of(),
        Map.of(),
        "",
        Serialization.asJson(all));
  }

  /** The state of a session's Job, of which nobody asks more than where it stands. */
  static ContainerState ofJob(String id, Status status) {
    return bare(id, id, status, Map.of("id", id));
  }

  /**
   * The state of a container whose pod is gone since it was stopped.
   *
   * @param last what was seen of the pod last
   * @param unseen its exit code, if its end was not seen
   */
  static ContainerState stopped(Pod last, int unseen, Map<String, List<String>> networks) {
    ContainerState seen = of(last, PodPorts.Place.none(), networks);
    boolean isSeen = statusOf(last) == Status.EXITED;
    return new ContainerState(
        seen.id(),
        seen.name(),
        seen.image(),
        Status.EXITED,
        isSeen ? seen.exitCode() : unseen,
        seen.oomKilled(),
        Health.NONE,
        null,
        0,
        seen.startedAt(),
        HOST,
        Map.of(),
        Map.of(),
        "",
        seen.json());
  }

  /** Where a pod's container stands. */
  static Status statusOf(Pod pod) {
    String phase = pod.getStatus().getPhase();
    if ("Failed".equals(phase) || "Succeeded".equals(phase)) {
      return Status.EXITED;
    }
    return status(pod)
        .map(ContainerStatus::getState)
        .map(
            state ->
                state.getTerminated() != null
                    ? Status.EXITED
                    : state.getRunning() != null ? Status.RUNNING : Status.CREATED)
        .orElse(Status.CREATED);
  }

  /** Whether a pod's container ended for lack of memory. */
  static boolean isOutOfMemory(Pod pod) {
    ContainerStateTerminated end = status(pod).map(PodStates::end).orElse(null);
    return end != null && "OOMKilled".equals(end.getReason());
  }

  private static Optional<ContainerStatus> status(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(one -> one.getName().equals(PodSpecs.CONTAINER))
        .findFirst();
  }

  private static @Nullable ContainerStateTerminated end(ContainerStatus status) {
    return status.getState().getTerminated();
  }

  private static Instant startedAt(
      Optional<ContainerStatus> status, @Nullable ContainerStateTerminated end) {
    if (end != null && end.getStartedAt() != null) {
      return Instant.parse(end.getStartedAt());
    }
    return status
        .map(one -> one.getState().getRunning())
        .map(running -> Instant.parse(running.getStartedAt()))
        .orElse(Instant.EPOCH);
  }
}
