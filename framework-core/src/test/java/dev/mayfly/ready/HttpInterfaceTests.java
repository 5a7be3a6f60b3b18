package dev.mayfly.ready;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpInterfaceTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static String answer(int status, String body) {
    int length = body.getBytes(UTF_8).length;
    return "HTTP/1.1 %d x\r\nContent-Length: %d\r\n\r\n%s".formatted(status, length, body);
  }

  @Test
  void a_question_goes_past_proxies_with_login_and_json() throws IOException {
    try (CannedServer server = CannedServer.answering(answer(201, "mäde"));
        UselessProxy proxy = UselessProxy.open()) {
      assertThat(proxy).isNotNull();

      HttpInterface.Answer answer =
          HttpInterface.at(server.address(), PATIENCE)
              .basicAuth("ann", "sécret")
              .ask("PUT", "/things/1?a=b", "{\"ü\":1}");

      assertThat(answer).isEqualTo(new HttpInterface.Answer(201, "mäde"));
      assertThat(answer.isGood()).isTrue();
      assertThat(server.received())
          .asString(UTF_8)
          .startsWith("PUT /things/1?a=b HTTP/1.1\r\n")
          .contains("Authorization: Basic YW5uOnPDqWNyZXQ=", "Content-Type: application/json")
          .endsWith("{\"ü\":1}");
    }
  }

  @Test
  void a_refusal_is_an_answer_with_the_services_words() throws IOException {
    try (CannedServer server = CannedServer.answering(answer(404, "no such thing"))) {
      HttpInterface.Answer answer =
          HttpInterface.at(server.address(), PATIENCE).ask("DELETE", "/things/1", null);

      assertThat(answer.isGood()).isFalse();
      assertThat(answer).hasToString("404 no such thing");
      assertThat(server.received()).asString(UTF_8).doesNotContain("Authorization");
    }
  }

  @Test
  void what_hangs_up_has_not_answered() throws IOException {
    try (CannedServer server = CannedServer.answering("")) {
      HttpInterface silent = HttpInterface.at(server.address(), Duration.ofMillis(200));
      assertThatThrownBy(() -> silent.ask("GET", "/", null)).isInstanceOf(IOException.class);
    }
  }
}
