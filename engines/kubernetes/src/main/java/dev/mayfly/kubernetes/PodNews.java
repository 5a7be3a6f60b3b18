package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;

/** What a cluster notes of a pod beside its status, such as storage that can't be mounted. */
final class PodNews {

  /** The oldest first. */
  static final Comparator<Event> BY_TIME = Comparator.comparing(PodNews::time);

  private PodNews() {}

  /** The last warning, in words; for messages. */
  static String lastWarning(KubernetesClient client, String namespace, Pod pod) {
    try {
      return client
          .v1()
          .events()
          .inNamespace(namespace)
          .withField("involvedObject.uid", pod.getMetadata().getUid())
          .list()
          .getItems()
          .stream()
          .filter(event -> "Warning".equals(event.getType()))
          .max(BY_TIME)
          .map(event -> event.getReason() + ": " + event.getMessage())
          .orElse("none");
    } catch (KubernetesClientException e) {
      return "not known, events can't be listed: " + e.getMessage();
    }
  }

  private static String time(Event event) {
    return String.valueOf(event.getLastTimestamp());
  }
}
