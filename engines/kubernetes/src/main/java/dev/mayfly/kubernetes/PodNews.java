package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** How often it was noted. */
  static int count(Event event) {
    if (event.getCount() != null) {
      return event.getCount();
    }
    EventSeries series = event.getSeries();
    return series == null || series.getCount() == null ? 1 : series.getCount();
  }

  /**
   * When it was noted last. Who notes it by the newer API, as schedulers do, leaves the older
   * fields empty.
   */
  private static Instant time(Event event) {
    EventSeries series = event.getSeries();
    return Stream.of(
            event.getLastTimestamp(),
            time(series == null ? null : series.getLastObservedTime()),
            time(event.getEventTime()),
            event.getMetadata() == null ? null : event.getMetadata().getCreationTimestamp())
        .filter(time -> time != null && !time.isEmpty())
        .findFirst()
        .map(time -> OffsetDateTime.parse(time).toInstant())
        .orElse(Instant.EPOCH);
  }

  private static @Nullable String time(@Nullable MicroTime time) {
    return time == null ? null : time.getTime();
  }
}
