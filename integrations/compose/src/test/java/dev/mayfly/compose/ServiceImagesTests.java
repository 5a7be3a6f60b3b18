package dev.mayfly.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.PullPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file's {@code pull_policy} means. */
class ServiceImagesTests {

  @Test
  void the_words_of_the_specification_are_policies() {
    assertThat(ServiceImages.policy("always")).contains(PullPolicy.always());
    assertThat(ServiceImages.policy("never")).contains(PullPolicy.never());
    assertThat(ServiceImages.policy("missing")).contains(PullPolicy.missing());
    assertThat(ServiceImages.policy("if_not_present")).contains(PullPolicy.missing());
    assertThat(ServiceImages.policy("daily")).contains(PullPolicy.olderThan(Duration.ofHours(24)));
    assertThat(ServiceImages.policy("weekly")).contains(PullPolicy.olderThan(Duration.ofDays(7)));
    assertThat(ServiceImages.policy("every_12h"))
        .contains(PullPolicy.olderThan(Duration.ofHours(12)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "build", "every_so_often", "every_0s"})
  void what_is_none_leaves_it_to_the_settings(String word) {
    assertThat(ServiceImages.policy(word)).isEmpty();
  }
}
