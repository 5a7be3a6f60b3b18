package dev.mayfly.kubernetes;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries files into a pod before its process begins, where they are too many bytes for a Secret:
 * an init container waits for them, and unpacks what this JVM sends into a volume of the pod.
 *
 * <p>Each time that the connection is lost all is sent anew, for the init container ends only when
 * it has all.
 *
 * @param client of the cluster
 * @param namespace of the pods
 * @param image of the init container
 */
record FileCarrier(KubernetesClient client, String namespace, String image) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  /** What the init container is called. */
  static final String CONTAINER = "files";

  private static final String FOLDER = "/mayfly-files";
  private static final String WAIT =
      "until [ -e " + FOLDER + "/complete ]; do sleep 0.1 || sleep 1; done";

  /** Takes as many bytes as its argument says. */
  static final String UNPACK =
      "head -c \"$1\" | tar -x -p -f - -C %1$s && : >%1$s/complete".formatted(FOLDER);

  private static final int ATTEMPTS = 3;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** The same pod with what it needs to be sent files, if they are to be sent. */
  PodSpec prepared(PodSpec pod, StartFiles files) {
    return files.areCarried()
        ? pod.edit()
            .withInitContainers(container(pod.getContainers().get(0).getSecurityContext()))
            .build()
        : pod;
  }

  /**
   * As root, who alone can give files their owners, unless the pod may have none; there the files
   * are the container's user's.
   */
  private Container container(@Nullable SecurityContext own) {
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand("sh", "-c", WAIT)
        .withSecurityContext(Security.isRestricted(own) ? own : null)
        .addNewVolumeMount()
        .withName(StartFiles.volume())
        .withMountPath(FOLDER)
        .endVolumeMount()
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")))
        .withLimits(Map.of("cpu", new Quantity("1"), "memory", new Quantity("64Mi")))
        .endResources()
        .build();
  }

  /** Whether a pod waits for its files. */
  static boolean isAwaited(Pod pod) {
    return pod.getStatus().getInitContainerStatuses().stream()
        .filter(one -> one.getName().equals(CONTAINER))
        .map(ContainerStatus::getState)
        .anyMatch(state -> state.getRunning() != null);
  }

  /**
   * Sends them to a pod that waits. A pod that waits no more by the time of a failure has all of
   * them, or has ended, which its status tells.
   *
   * @throws EngineException if they can't be sent
   */
  void send(String pod, StartFiles files) {
    for (int attempt = 1; ; attempt++) {
      EngineException failure;
      try {
        sendOnce(pod, new TarSource(files.carried(), Instant.now()));
        return;
      } catch (IOException e) {
        failure = ApiErrors.lost(PodFiles.into(pod), e);
      } catch (EngineException e) {
        failure = e;
      }
      if (isFinal(failure)) {
        throw failure;
      }
      if (!isAwaited(pod, failure)) {
        return;
      }
      if (attempt == ATTEMPTS) {
        throw failure;
      }
      LOG.warn("Files for container {} are sent once more: {}", pod, failure.getMessage());
    }
  }

  private static boolean isFinal(EngineException failure) {
    return Thread.currentThread().isInterrupted()
        || failure.status() == ApiErrors.NOT_IMPLEMENTED; // the image can't
  }

  /** A node that falls silent meanwhile is not waited for without an end. */
  private void sendOnce(String pod, TarSource tar) throws IOException {
    String what = PodFiles.into(pod);
    List<String> command = PodFiles.script(UNPACK, String.valueOf(tar.length()));
    PodExec exec = new PodExec(client, namespace, CONTAINER);
    try (PodProgram program = PodProgram.start(exec, pod, what, command, true)) {
      CompletableFuture<Void> limit =
          CompletableFuture.runAsync(
              program::close,
              CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS));
      try {
        PodFiles.feed(what, program, tar);
        requireDone(what, program);
      } finally {
        limit.cancel(false);
      }
    }
  }

  private void requireDone(String what, PodProgram program) throws IOException {
    int code = program.exitCode();
    if (code != 0) {
      throw new EngineException(
          ApiErrors.NOT_IMPLEMENTED,
          "Can't %s: exit code %d %s. More than a megabyte is unpacked by image %s, which mayfly.kubernetes.image can replace; it needs sh, sleep, head and tar."
              .formatted(what, code, program.errors(), image));
    }
  }

  private boolean isAwaited(String pod, EngineException failure) {
    try {
      return Optional.ofNullable(client.pods().inNamespace(namespace).withName(pod).get())
          .filter(FileCarrier::isAwaited)
          .isPresent();
    } catch (KubernetesClientException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
