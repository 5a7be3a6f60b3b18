package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine;
import dev.mayfly.engine.EngineException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.ErrorStreamMessage;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.server.mock.OutputStreamMessage;
import io.fabric8.kubernetes.client.server.mock.StatusMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an API server says of a command, over the JDK's WebSocket. */
@EnableKubernetesMockClient
final class PodExecTests {

  private static final String LS =
      "/api/v1/namespaces/tests/pods/web/exec?command=ls&command=%2Fa+b&container=main"
          + "&stdin=false&stdout=true&stderr=true&tty=false";
  private static final ExecSpec COMMAND = ExecSpec.of("ls", "/a b");

  KubernetesMockServer server;
  KubernetesClient client;

  private ExecResult run(ExecSpec command, List<String> lines) {
    return new PodExec(client, "tests", "main")
        .run("web", command, (LogLine line) -> lines.add(line.stream() + " " + line.text()));
  }

  @Test
  void a_server_that_has_too_much_to_do_is_asked_again() {
    server.expect().withPath(LS).andReturn(429, null).times(2);
    server
        .expect()
        .withPath(LS)
        .andUpgradeToWebSocket()
        .open(new StatusMessage(exitCode("0")))
        .done()
        .once();

    assertThat(run(COMMAND, new ArrayList<>()).exitCode()).isZero();
  }

  @Test
  void output_and_exit_code_are_the_commands() {
    server
        .expect()
        .withPath(LS)
        .andUpgradeToWebSocket()
        .open(
            new OutputStreamMessage("one\ntw"),
            new ErrorStreamMessage("oops\n"),
            new OutputStreamMessage("o\nthree"),
            new StatusMessage(exitCode("3")))
        .done()
        .once();
    List<String> lines = new ArrayList<>();

    ExecResult result = run(COMMAND, lines);

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("one\ntwo\nthree");
    assertThat(result.stderr()).isEqualTo("oops\n");
    assertThat(lines).containsExactly("STDOUT one", "STDERR oops", "STDOUT two", "STDOUT three");
  }

  private static Status exitCode(String code) {
    return new StatusBuilder()
        .withStatus("Failure")
        .withReason("NonZeroExitCode")
        .withNewDetails()
        .addNewCause("", code, "ExitCode")
        .endDetails()
        .build();
  }

  @Test
  void a_program_that_the_runtime_does_not_find_has_a_shells_code() {
    String words = "exec: \"ls\": executable file not found in $PATH: unknown";
    server
        .expect()
        .withPath(LS)
        .andUpgradeToWebSocket()
        .open(
            new StatusMessage(
                new StatusBuilder()
                    .withStatus("Failure")
                    .withReason("InternalError")
                    .withMessage(words)
                    .build()))
        .done()
        .once();

    ExecResult result = run(COMMAND, new ArrayList<>());

    assertThat(result.exitCode()).isEqualTo(127);
    assertThat(result.stderr()).isEqualTo(words + "\n");
  }

  @Test
  void a_refusal_has_the_clusters_words_although_the_websocket_has_none() {
    server
        .expect()
        .withPath(LS)
        .andReturn(
            403,
            new StatusBuilder()
                .withCode(403)
                .withMessage(
                    "pods \"web\" is forbidden: User \"ci\" cannot create resource \"pods/exec\" in"
                        + " API group \"\"")
                .build())
        .times(2);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> run(COMMAND, new ArrayList<>()))
        .matches(refusal -> refusal.status() == 403, "status 403")
        .withMessageContainingAll("ls /a b", "User \"ci\"", "verbs [\"create\"]");
  }

  /** Since 1.35: without a WebSocket the server only says that it wants one. */
  @Test
  void a_right_that_a_websocket_alone_takes_is_told_as_a_rule_to_add() {
    server.expect().withPath(LS).andReturn(403, null).once();
    server
        .expect()
        .withPath(LS)
        .andReturn(
            400, new StatusBuilder().withCode(400).withMessage("Upgrade request required").build())
        .once();
    server
        .expect()
        .post()
        .withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
        .andReturn(
            201,
            new SelfSubjectAccessReviewBuilder()
                .withNewStatus()
                .withAllowed(false)
                .endStatus()
                .build())
        .once();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> run(COMMAND, new ArrayList<>()))
        .matches(refusal -> refusal.status() == 403, "status 403")
        .withMessageContainingAll(
            "ls /a b", "{apiGroups: [\"\"], resources: [pods/exec], verbs: [create, get]}");
  }

  @Test
  void another_user_is_refused_before_anything_is_asked() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> run(COMMAND.user("1000"), new ArrayList<>()))
        .matches(refusal -> refusal.status() == 501, "status 501");
    assertThat(server.getRequestCount()).isZero();
  }
}
