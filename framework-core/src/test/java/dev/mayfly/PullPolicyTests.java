package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each policy says of an image that is there and of one that is not. */
class PullPolicyTests {

  private static final ImageName REDIS = ImageName.parse("redis:7");

  private static boolean ofMissing(PullPolicy policy) {
    return policy.pulls(REDIS, Optional.empty());
  }

  private static boolean ofPresent(PullPolicy policy) {
    return pulledAt(policy, Optional.empty());
  }

  private static boolean ofAged(PullPolicy policy, Duration age) {
    return pulledAt(policy, Optional.of(Instant.now().minus(age)));
  }

  private static boolean pulledAt(PullPolicy policy, Optional<Instant> pulled) {
    return policy.pulls(REDIS, Optional.of(new PresentImage("sha256:1", Map.of(), pulled)));
  }

  @Test
  void what_is_missing_is_pulled_unless_nothing_ever_is() {
    assertThat(ofMissing(PullPolicy.missing())).isTrue();
    assertThat(ofMissing(PullPolicy.always())).isTrue();
    assertThat(ofMissing(PullPolicy.olderThan(Duration.ofDays(1)))).isTrue();
    assertThat(ofMissing(PullPolicy.never())).isFalse();
  }

  @Test
  void what_is_there_is_pulled_always_or_when_it_is_old() {
    PullPolicy daily = PullPolicy.olderThan(Duration.ofDays(1));

    assertThat(ofPresent(PullPolicy.missing())).isFalse();
    assertThat(ofPresent(PullPolicy.never())).isFalse();
    assertThat(ofPresent(PullPolicy.always())).isTrue();
    assertThat(ofAged(daily, Duration.ofHours(23))).isFalse();
    assertThat(ofAged(daily, Duration.ofHours(25))).isTrue();
  }

  @Test
  void an_age_that_nobody_knows_counts_as_old() {
    assertThat(ofPresent(PullPolicy.olderThan(Duration.ofDays(1)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void an_age_that_is_none_is_refused(long seconds) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PullPolicy.olderThan(Duration.ofSeconds(seconds)))
        .withMessageContaining("is no age; always() pulls each image once a session");
  }

  @Test
  void equal_policies_make_equal_descriptions() {
    ContainerSpec spec = ContainerSpec.of("redis:7");

    assertThat(spec.pull(PullPolicy.olderThan(Duration.ofHours(1))))
        .isEqualTo(spec.pull(PullPolicy.olderThan(Duration.ofMinutes(60))))
        .isNotEqualTo(spec.pull(PullPolicy.always()))
        .isNotEqualTo(spec);
    assertThat(spec.pull()).isNull();
  }
}
