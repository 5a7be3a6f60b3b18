package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.kubernetes.Marks.Kinds;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels of any text survive in a cluster, and are found there. */
class MarksTests {

  private static final String LEGAL_KEY =
      "([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
  private static final String LEGAL_VALUE = "|[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";

  private static Pod marked(Map<String, String> labels) {
    return new PodBuilder()
        .withNewMetadata()
        .withLabels(Marks.labels(Kinds.CONTAINER, labels))
        .withAnnotations(Marks.annotations("Any name: ü", labels))
        .endMetadata()
        .build();
  }

  @Test
  void labels_come_back_as_they_were_given() {
    Map<String, String> labels =
        Map.of(
            "dev.mayfly.session", "1a2b",
            "dev.mayfly.owner", "machine:[4026531836] 4711 99",
            "dev.mayfly.place", "OrderTests.db \"quoted\" \n ü",
            "", "",
            "app", "x".repeat(300));

    Pod pod = marked(labels);

    assertThat(Marks.of(pod)).isEqualTo(labels);
    assertThat(Marks.nameOf(pod)).isEqualTo("Any name: ü");
    assertThat(pod.getMetadata().getLabels())
        .allSatisfy((key, value) -> assertThat(key).matches(LEGAL_KEY))
        .allSatisfy((key, value) -> assertThat(value).matches(LEGAL_VALUE));
  }

  @Test
  void no_key_of_a_user_becomes_one_that_a_service_could_select() {
    assertThat(
            marked(Map.of("app", "orders", "app.kubernetes.io/name", "orders"))
                .getMetadata()
                .getLabels())
        .doesNotContainKeys("app", "app.kubernetes.io/name");
  }

  @Test
  void sessions_are_found_by_a_label_that_people_can_type() {
    assertThat(Marks.selector(Kinds.CONTAINER, "dev.mayfly.session", "1a2b"))
        .isEqualTo("mayfly.dev/kind=container,dev.mayfly.session=1a2b");
    assertThat(Marks.selector(Kinds.VOLUME, "dev.mayfly.session", null))
        .isEqualTo("mayfly.dev/kind=volume,dev.mayfly.session");
  }

  @Test
  void what_a_label_of_the_cluster_can_not_hold_is_found_by_its_digest() {
    String owner = "machine 4711 99";
    Map<String, String> labels =
        marked(Map.of("dev.mayfly.owner", owner)).getMetadata().getLabels();

    assertThat(Marks.selector(Kinds.CONTAINER, "dev.mayfly.owner", owner))
        .isEqualTo("mayfly.dev/kind=container,dev.mayfly.owner=" + labels.get("dev.mayfly.owner"));
  }

  @Test
  void an_object_of_others_has_no_labels_of_ours() {
    Pod other = new PodBuilder().withNewMetadata().withName("other").endMetadata().build();

    assertThat(Marks.of(other)).isEmpty();
    assertThat(Marks.nameOf(other)).isEqualTo("other");
    assertThat(Marks.isOf(Kinds.CONTAINER, other)).isFalse();
  }
}
