package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.docker.ScriptedServer.Conversation;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Removals that an engine does not do at once. */
class RemovalTests {

  @TempDir private Path directory;

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Answers one request after the other. */
  private Conversation answers(String... responses) {
    return peer -> {
      for (String response : responses) {
        asked.add(peer.readRequest().replace(" HTTP/1.1", ""));
        peer.write(response);
      }
      peer.readHead();
    };
  }

  private void remove(Kind kind, boolean isPodman, String... responses) throws IOException {
    try (ScriptedServer server = ScriptedServer.start(directory, answers(responses));
        Transport transport = new Transport(server.address(), Limits.usual())) {
      new Removal(new Api(transport, "1.41"), isPodman).remove(kind, "abc");
    }
  }

  private static String refusal(String status, String message) {
    return Peer.response(status, "{\"message\":\"" + message + "\"}");
  }

  @Test
  void a_container_that_somebody_else_removes_is_waited_for() throws IOException {
    remove(
        Kind.CONTAINER,
        false,
        refusal("409 Conflict", "removal of container abc is already in progress"),
        Peer.response("200 OK", "{}"),
        Peer.response("200 OK", "{}"),
        refusal("404 Not Found", "No such container: abc"));

    assertThat(asked)
        .containsExactly(
            "DELETE /v1.41/containers/abc?force=1&v=1",
            "GET /v1.41/containers/abc/json",
            "GET /v1.41/containers/abc/json",
            "GET /v1.41/containers/abc/json");
  }

  @Test
  void podman_is_told_to_kill_before_it_removes() throws IOException {
    remove(
        Kind.CONTAINER,
        true,
        refusal("409 Conflict", "can only kill running containers"),
        Peer.response("200 OK", "[]"));

    assertThat(asked)
        .containsExactly(
            "POST /v1.41/containers/abc/kill", "DELETE /v1.41/containers/abc?force=1&v=1");
  }

  @Test
  void a_network_is_freed_of_containers_that_are_gone() throws IOException {
    remove(
        Kind.NETWORK,
        false,
        refusal("403 Forbidden", "network abc has active endpoints"),
        Peer.response("200 OK", "{\"Containers\":{\"c1\":{}}}"),
        refusal("404 Not Found", "No such container: c1"),
        Peer.response("200 OK", ""),
        Peer.response("204 No Content", ""));

    assertThat(asked)
        .containsExactly(
            "DELETE /v1.41/networks/abc",
            "GET /v1.41/networks/abc",
            "GET /v1.41/containers/c1/json",
            "POST /v1.41/networks/abc/disconnect",
            "DELETE /v1.41/networks/abc");
  }

  @Test
  void podman_is_told_a_networks_name_since_by_its_id_it_removes_what_is_in_use()
      throws IOException {
    remove(
        Kind.NETWORK,
        true,
        Peer.response("200 OK", "{\"Name\":\"backend\"}"),
        Peer.response("200 OK", ""));

    assertThat(asked).containsExactly("GET /v1.41/networks/abc", "DELETE /v1.41/networks/backend");
  }

  @Test
  void a_network_that_podman_does_not_know_is_gone() throws IOException {
    remove(Kind.NETWORK, true, refusal("404 Not Found", "network not found"));

    assertThat(asked).containsExactly("GET /v1.41/networks/abc");
  }

  @Test
  void a_network_under_a_running_container_stays() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () ->
                remove(
                    Kind.NETWORK,
                    false,
                    refusal("403 Forbidden", "network abc has active endpoints"),
                    Peer.response("200 OK", "{\"Containers\":{\"c1\":{}}}"),
                    Peer.response("200 OK", "{\"State\":{\"Running\":true}}")))
        .withMessage("Removing network abc: network abc has active endpoints")
        .matches(e -> e.status() == 403);
  }

  @Test
  void what_is_gone_is_no_error_and_what_is_used_is_one() throws IOException {
    remove(Kind.IMAGE, false, refusal("404 Not Found", "no such image"));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () -> remove(Kind.VOLUME, false, refusal("409 Conflict", "volume is in use - [c1]")))
        .withMessage("Removing volume abc: volume is in use - [c1]");
  }
}
