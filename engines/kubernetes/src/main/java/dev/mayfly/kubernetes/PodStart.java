package dev.mayfly.kubernetes;

import dev.mayfly.engine.ContainerState.Status;
import dev.mayfly.engine.EngineException;
import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of a container: the Secret with its files, its pod, its names, and the wait until it
 * runs, or until the cluster says why it never will. Thread-safe.
 */
final class PodStart {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  /** How long nothing may happen before it is told what the cluster says of it. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** How long that may go on; an image can be large. */
  private static final Duration PATIENCE = SILENCE.multipliedBy(45);

  /** How long nodes are waited for that a cluster has not heard of. */
  private static final Duration NODES_AWAY = Duration.ofMinutes(1);

  /**
   * How long a pod that may wait for storage waits until its claims are looked at; a part of it.
   */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final String namespace;
  private final String domain;
  private final Owners owners;
  private final Networks networks;
  private final Volumes volumes;
  private final PodSecrets secrets;
  private final ClaimTrouble claims;
  private final FileCarrier carrier;
  private final Departures departures;
  private final Retries full;

  PodStart(
      KubernetesClient client,
      String namespace,
      String domain,
      Owners owners,
      Networks networks,
      Volumes volumes,
      FileCarrier carrier) {
    this.client = client;
    this.namespace = namespace;
    this.domain = namespace + ".svc." + domain;
    this.owners = owners;
    this.networks = networks;
    this.volumes = volumes;
    this.secrets = new PodSecrets(client, namespace, owners);
    this.claims = new ClaimTrouble(client, namespace);
    this.carrier = carrier;
    this.departures = new Departures();
    this.full = Retries.ofFull(departures);
  }

  /** A pod has gone, or goes, and makes room. */
  void hasGone() {
    departures.one();
  }

  /** Where a container is in its networks. */
  NetworkPlace placeOf(Known container) {
    return NetworkPlace.of(container.request(), container.networks(), domain);
  }

  /**
   * Makes the pod of a container that has none, and waits until its process has begun.
   *
   * @param pull whether the kubelet is to look for a newer image
   * @return the pod, whose process may have ended already
   * @throws EngineException if the cluster refuses, or says that it will not run
   */
  Pod run(Known container, boolean pull) {
    try {
      return made(container, pull);
    } catch (EngineException e) {
      throw new StartRemedy(namespace, container.request().image()).added(e);
    }
  }

  private Pod made(Known container, boolean pull) {
    NetworkPlace place = placeOf(container);
    container.files().requireMountable();
    if (container.wasStarted()) {
      removeSecrets(container.id(), container);
    }
    container.starting(place);
    StartFiles files = container.files();
    Map<String, String> labels = container.request().labels();
    PodMounts.of(container.request().mounts(), container.request().resources())
        .claims()
        .forEach(volume -> volumes.claim(volume, labels));
    secrets.create(container.id(), files.secrets(), labels);
    Pod wanted = pod(container, pull, place, files);
    Pod pod = owners.keep(full.ask(() -> create(wanted)), labels);
    networks.publish(container.id(), place.services(), labels);
    return awaitProcess(container.id(), pod, files);
  }

  /**
   * Removes what the start of a container has made beside its pod.
   *
   * @param container null if another JVM has created it
   */
  void removeParts(String id, @Nullable Known container) {
    networks.withdrawAll(id);
    removeSecrets(id, container);
  }

  /** Most have none, and nobody needs the right to ask for them. */
  private void removeSecrets(String id, @Nullable Known container) {
    if (container == null || container.hasFiles()) {
      secrets.removeAll(id);
    }
  }

  private Pod pod(Known container, boolean pull, NetworkPlace place, StartFiles files) {
    Map<String, String> labels = container.request().labels();
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(container.id())
            .withLabels(Marks.labels(Kinds.CONTAINER, labels))
            .addToLabels(Marks.CONTAINER, container.id())
            .withAnnotations(Marks.annotations(container.request().name(), labels))
            .withOwnerReferences(owners.of(labels))
            .endMetadata()
            .withSpec(carrier.prepared(PodSpecs.of(container.request(), pull, place, files), files))
            .withNewStatus() // which the API server makes its own
            .endStatus();
    String network = place.subdomain();
    return network == null
        ? pod.build()
        : pod.editMetadata().addToLabels(Networks.LABEL, network).endMetadata().build();
  }

  private Pod create(Pod pod) {
    try {
      return Creation.of(client.pods().inNamespace(namespace).resource(pod));
    } catch (KubernetesClientException e) {
      EngineException refusal = ApiErrors.of("create pod " + pod.getMetadata().getName(), e);
      if (ApiErrors.isOfFilter(refusal) && Security.hasFilter(pod)) {
        return create(Security.withoutFilter(pod));
      }
      throw refusal;
    }
  }

  private Pod awaitProcess(String id, Pod created, StartFiles files) {
    Pod last = created;
    Duration silent = Duration.ZERO;
    boolean isSent = false;
    try (PodWatch watch = PodWatch.after(client, namespace, created)) {
      while (PodStates.statusOf(last) == Status.CREATED) {
        refuse(id, PodTrouble.of(last).filter(isLasting(silent)));
        if (!isSent && FileCarrier.isAwaited(last)) {
          carrier.send(id, files);
          isSent = true;
        }
        Duration slice = isToBeLookedAt(last) ? LOOK : SILENCE;
        Optional<PodWatch.Change> change = watch.next(slice);
        if (change.isPresent()) {
          last = stillThere(id, change.get());
        } else {
          refuse(id, claims.of(last));
          tellSilence(id, last, silent, silent.plus(slice));
          silent = silent.plus(slice);
        }
      }
    }
    refuse(id, PodTrouble.of(last));
    return last;
  }

  private static Predicate<PodTrouble> isLasting(Duration silent) {
    return trouble -> !trouble.mayPass() || silent.compareTo(NODES_AWAY) >= 0;
  }

  private static boolean isToBeLookedAt(Pod pod) {
    return ClaimTrouble.mayConcern(pod) || PodTrouble.of(pod).isPresent();
  }

  private static void refuse(String id, Optional<PodTrouble> trouble) {
    if (trouble.isPresent()) {
      throw trouble.get().refusal(id);
    }
  }

  private static Pod stillThere(String id, PodWatch.Change change) {
    Pod pod = change.pod();
    if (change.isGone() || pod == null) {
      throw Refused.conflict("The pod of container " + id + " was removed while it started.");
    }
    return pod;
  }

  private void tellSilence(String id, Pod pod, Duration before, Duration silent) {
    if (before.dividedBy(SILENCE) == silent.dividedBy(SILENCE)) {
      return;
    }
    String words = PodNews.lastWarning(client, namespace, pod) + claims.lastWords(pod);
    if (silent.compareTo(PATIENCE) >= 0) {
      throw new EngineException(
          504,
          "Container %s does not run after %d s. The cluster's last warning: %s"
              .formatted(id, PATIENCE.toSeconds(), words));
    }
    LOG.warn("Container {} is still being started by the cluster. Its last warning: {}", id, words);
  }
}
