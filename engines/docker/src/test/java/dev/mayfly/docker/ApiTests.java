package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests in JSON, and how refusals are told. */
class ApiTests {

  @TempDir private Path directory;

  private EngineException refusal(String status, String body) throws IOException {
    try (ScriptedServer server =
            ScriptedServer.start(directory, peer -> peer.answer(status, body));
        Transport transport = new Transport(server.address(), Limits.usual())) {
      Api api = new Api(transport, "1.41");
      return assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> api.get("Asking", Target.of("x")))
          .actual();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "404 Not Found | {\"message\":\"No such thing\"} | Asking: No such thing",
        "500 Oops | {\"cause\":\"c\",\"message\":\"m\",\"response\":500} | Asking: m",
        "500 Oops | plain words | Asking: plain words",
        "502 Bad | <html>proxy</html> | Asking: <html>proxy</html>",
      })
  void the_engines_words_follow_what_was_asked(String status, String body, String message)
      throws IOException {
    EngineException refusal = refusal(status, body);

    assertThat(refusal).hasMessage(message);
    assertThat(status).startsWith(Integer.toString(refusal.status()));
  }

  @ParameterizedTest
  @CsvSource({
    "that name is already in use, 409",
    "network already exists, 409",
    "container state improper, 409",
    "network not found, 404",
    "no such container, 404",
    "exit status 1, 500"
  })
  void the_cause_that_podman_names_is_the_status(String cause, int status) throws IOException {
    String body = "{\"cause\":\"%s\",\"message\":\"m\",\"response\":500}".formatted(cause);

    assertThat(refusal("500 Internal Server Error", body).status()).isEqualTo(status);
  }

  @Test
  void an_answer_in_plain_text_is_no_error() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.start(directory, peer -> peer.answer("200 OK", "OK\n"));
        Transport transport = new Transport(server.address(), Limits.usual())) {
      assertThat(new Api(transport, "1.41").post("Asking", Target.of("x")).isMissingNode())
          .isTrue();
    }
  }

  @Test
  void a_refusal_without_words_has_its_status() throws IOException {
    assertThat(refusal("503 Unavailable", "")).hasMessage("Asking: HTTP status 503");
  }

  @Test
  void a_version_that_the_engine_does_not_speak_is_said_in_plain_words() throws IOException {
    String said = "client version 1.51 is too old. Minimum supported API version is 1.60";

    assertThat(refusal("400 Bad Request", "{\"message\":\"" + said + "\"}"))
        .hasMessage("Asking: Mayfly and the engine have no version of the API in common: " + said);
  }

  @Test
  void an_engine_that_is_gone_is_unreachable() throws IOException {
    EngineAddress address = EngineAddress.unix(directory.resolve("none.sock"));
    try (Transport transport = new Transport(address, Limits.usual())) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> new Api(transport, "1.41").get("Asking", Target.of("x")))
          .withMessage(
              "Asking: the engine at %s does not answer: No such file or directory.", address)
          .matches(EngineException::isUnreachable);
    }
  }

  @Test
  void a_file_that_can_not_be_read_is_not_the_engines_fault() throws IOException {
    FileEntry missing =
        FileEntry.file(
            "/x",
            0644,
            0,
            0,
            1,
            () -> {
              throw new IOException("the disk is gone");
            });
    try (ScriptedServer server = ScriptedServer.start(directory, Peer::readToEnd);
        Transport transport = new Transport(server.address(), Limits.usual())) {
      Api api = new Api(transport, "1.41");
      FileTransfer files = new FileTransfer(api, EngineClock.SAME, true);
      assertThatExceptionOfType(MayflyException.class)
          .isThrownBy(() -> files.copyIn("abc", List.of(missing)))
          .withMessage("Copying into container abc: the disk is gone")
          .isNotInstanceOf(EngineException.class);
    }
  }

  @Test
  void names_and_values_are_encoded_in_paths_and_queries() {
    assertThat(Target.of("images", "host:5000/team/app@sha256:12", "json").text())
        .isEqualTo("/images/host:5000/team/app@sha256:12/json");
    assertThat(Target.of("a b?\r\n").query("x", "1&2").query("y", "ü +").text())
        .isEqualTo("/a%20b%3F%0D%0A?x=1%262&y=%C3%BC%20%2B");
  }
}
