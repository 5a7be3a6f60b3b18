package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.ReaperRequest;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session's Job as clusters of any version take it, and as they tell of it. */
class SessionJobTests {

  private static Job job(int attempt) {
    return SessionJob.of(
        new ReaperRequest("reaper", "1a2b", "one", attempt, Duration.ofSeconds(10), Map.of()),
        "busybox:1.35");
  }

  private static SecurityContext security(int attempt) {
    return job(attempt)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getSecurityContext();
  }

  @Test
  void its_pod_is_what_the_pod_security_standard_restricted_asks_for() {
    SecurityContext security = security(0);

    assertThat(security.getRunAsNonRoot()).isTrue();
    assertThat(security.getRunAsUser()).isPositive();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
  }

  @Test
  void where_a_namespace_chooses_users_itself_the_next_one_names_none() {
    assertThat(security(1).getRunAsUser()).isNull();
    assertThat(security(1).getSeccompProfile()).isNull();
    assertThat(security(1).getAllowPrivilegeEscalation()).isFalse();
    assertThat(security(2)).isEqualTo(security(0));
  }

  private static Job with(String condition, String status) {
    return new JobBuilder(job(0))
        .withNewStatus()
        .addNewCondition()
        .withType(condition)
        .withStatus(status)
        .endCondition()
        .endStatus()
        .build();
  }

  /**
   * Since 1.31 a Job has failed as soon as it is decided, and is "Failed" when its pod has gone.
   */
  @ParameterizedTest
  @ValueSource(strings = {"Complete", "Failed", "SuccessCriteriaMet", "FailureTarget"})
  void it_lives_until_its_end_is_decided(String condition) {
    assertThat(SessionJob.lives(with(condition, "True"))).isFalse();
    assertThat(SessionJob.lives(with(condition, "False"))).isTrue();
    assertThat(SessionJob.lives(with("Suspended", "True"))).isTrue();
    assertThat(SessionJob.lives(job(0))).isTrue();
  }
}
