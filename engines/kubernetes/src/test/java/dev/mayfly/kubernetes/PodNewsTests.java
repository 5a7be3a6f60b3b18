package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events are told by the older API's fields, by the newer one's, or by neither. */
class PodNewsTests {

  /** As a kubelet notes them. */
  private static final Event OLDER =
      event(
          """
          {"reason": "FailedMount", "count": 4, "eventTime": null,
           "firstTimestamp": "2026-01-01T10:00:05Z", "lastTimestamp": "2026-01-01T10:00:20Z"}""");

  /** As a scheduler notes them. */
  private static final Event NEWER =
      event(
          """
          {"reason": "FailedScheduling", "eventTime": "2026-01-01T10:00:00.500000Z",
           "firstTimestamp": null, "lastTimestamp": null,
           "metadata": {"creationTimestamp": "2026-01-01T10:00:00Z"}}""");

  private static final Event REPEATED =
      event(
          """
          {"reason": "FailedScheduling", "eventTime": "2026-01-01T10:00:00.500000Z",
           "series": {"count": 3, "lastObservedTime": "2026-01-01T10:00:40.250000Z"}}""");

  private static Event event(String json) {
    return Serialization.unmarshal(json, Event.class);
  }

  @Test
  void the_last_one_is_the_last_whichever_way_it_is_told() {
    assertThat(List.of(REPEATED, OLDER, NEWER, new Event()))
        .isSortedAccordingTo(PodNews.BY_TIME.reversed());
  }

  @Test
  void each_is_counted_as_often_as_it_was_noted() {
    assertThat(List.of(OLDER, NEWER, REPEATED)).extracting(PodNews::count).containsExactly(4, 1, 3);
  }
}
