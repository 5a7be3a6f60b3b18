package dev.mayfly.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Who may hold no Jobs is told so. */
@EnableKubernetesMockClient
final class SessionOwnersTests {

  private static final String WORDS =
      "jobs.batch is forbidden: User \"ci\" cannot list resource \"jobs\" in API group \"batch\"";
  private static final String JOBS =
      "/apis/batch/v1/namespaces/ns/jobs?labelSelector=mayfly.dev%2Fkind%3Dreaper%2Cdev.mayfly.session%3D1a2b";

  KubernetesMockServer server;
  KubernetesClient client;

  @Test
  void a_missing_right_is_told_once_with_the_rule_to_add_and_is_no_stack_trace_in_the_log() {
    for (String query : new String[] {"&limit=1", "&resourceVersion=0"}) {
      server
          .expect()
          .get()
          .withPath(JOBS + query)
          .andReturn(403, new StatusBuilder().withCode(403).withMessage(WORDS).build())
          .always();
    }
    PrintStream console = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> new SessionOwners(client, "ns", "1a2b"))
          .withMessageContainingAll("watch the Jobs of session 1a2b", "Role", "verbs [\"list\"]");
    } finally {
      System.setErr(console);
    }

    assertThat(written.toString(UTF_8)).isEmpty();
  }
}
