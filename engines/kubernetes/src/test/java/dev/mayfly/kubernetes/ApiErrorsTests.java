package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

final class ApiErrorsTests {

  private static EngineException told(int code, String words) {
    Status status = new StatusBuilder().withCode(code).withMessage(words).build();
    return ApiErrors.of("create pod web", new KubernetesClientException("x", code, status));
  }

  @Test
  void a_namespace_that_is_not_there_is_told_with_what_to_do() {
    assertThat(ApiErrors.of("create pod x", 404, "namespaces \"ci\" not found"))
        .hasMessageContaining("mayfly.kubernetes.namespace");
    assertThat(ApiErrors.of("create pod x", 404, "pods \"ci\" not found").getMessage())
        .doesNotContain("mayfly.kubernetes.namespace");
  }

  @Test
  void a_refusal_has_its_status_and_the_clusters_words() {
    EngineException conflict = told(409, "pods \"web\" already exists");

    assertThat(conflict.isConflict()).isTrue();
    assertThat(conflict).hasMessage("Can't create pod web: pods \"web\" already exists");
    assertThat(told(429, "too many requests").status()).isEqualTo(429);
  }

  @Test
  void a_missing_right_names_the_rule_to_add() {
    EngineException forbidden =
        told(
            403,
            "pods is forbidden: User \"ci\" cannot create resource \"pods/exec\" in API group \"\""
                + " in the namespace \"tests\"");

    assertThat(forbidden)
        .hasMessageContaining("User \"ci\"")
        .hasMessageContaining(
            "Role that this account is bound to: apiGroups [\"\"], resources [\"pods/exec\"],"
                + " verbs [\"create\"]");
  }

  @Test
  void advice_is_a_sentence_after_the_clusters_words_also_in_one_line() {
    String missing =
        "User \"ci\" cannot list resource \"pods\" in API group \"\" in namespace \"x\"";

    assertThat(told(403, missing))
        .hasMessageContaining("in namespace \"x\". Add a rule to the Role");
    assertThat(ApiErrors.of("watch pods", 404, "namespaces \"x\" not found\n"))
        .hasMessageContaining("namespaces \"x\" not found. Create it, for Mayfly makes none");
    assertThat(ApiErrors.sentences("They end.", "Ours.")).isEqualTo("They end. Ours.");
    assertThat(ApiErrors.sentences("theirs alone", "")).isEqualTo("theirs alone");
  }

  @Test
  void a_refused_command_is_told_without_the_address_that_has_its_variables() {
    Status status = new StatusBuilder().withCode(403).withMessage("no, not here").build();
    String address = "GET at: https://c/exec?command=PW%3Da%26b. Message: no, not here";

    EngineException told =
        ApiErrors.withoutAddress(
            "run a command", new KubernetesClientException(address, 403, status));

    assertThat(told).hasMessageContaining("Can't run a command: no, not here").hasNoCause();
    assertThat(
            ApiErrors.withoutAddress(
                "run a command", new KubernetesClientException(address, 503, null)))
        .hasMessageContaining("status 503")
        .hasMessageNotContaining("PW%3D");
  }

  /** In the words of 1.25 and later. */
  @Test
  void a_pod_security_standard_is_told_with_what_a_container_needs() {
    assertThat(
            told(
                403,
                "pods \"web\" is forbidden: violates PodSecurity \"restricted:latest\":"
                    + " allowPrivilegeEscalation != false (container \"main\" must set"
                    + " securityContext.allowPrivilegeEscalation=false), unrestricted capabilities"
                    + " (container \"main\" must set securityContext.capabilities.drop=[\"ALL\"]),"
                    + " runAsNonRoot != true (pod or container \"main\" must set"
                    + " securityContext.runAsNonRoot=true), seccompProfile (pod or container"
                    + " \"main\" must set securityContext.seccompProfile.type to"
                    + " \"RuntimeDefault\" or \"Localhost\")"))
        .hasMessageContainingAll(
            "\"restricted\"", "user(\"1000\")", "dropCapability(\"ALL\")", "namespace");
    assertThat(
            told(
                403,
                "pods \"web\" is forbidden: violates PodSecurity \"baseline:v1.30\": non-default"
                    + " capabilities (container \"main\" must not include \"NET_ADMIN\" in"
                    + " securityContext.capabilities.add)"))
        .hasMessageContainingAll("\"baseline\"", "addCapability")
        .hasMessageNotContaining("user(");
  }

  @Test
  void a_quota_is_no_missing_right() {
    assertThat(told(403, "pods \"web\" is forbidden: exceeded quota: small"))
        .hasMessageContaining("exceeded quota")
        .hasMessageNotContaining("Role");
  }

  @Test
  void a_cluster_out_of_reach_is_told_as_such() {
    KubernetesClientException lost =
        new KubernetesClientException("x", new IOException(new ConnectException("refused")));

    EngineException told = ApiErrors.of("list pods", lost);

    assertThat(told.isUnreachable()).isTrue();
    assertThat(told).hasMessageContainingAll("Can't list pods", "can't be reached: ", ": refused");
  }

  @Test
  void who_was_interrupted_stays_so() {
    EngineException told =
        ApiErrors.of("list pods", new KubernetesClientException("x", new InterruptedException()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).hasMessageContaining("interrupted");
  }
}
