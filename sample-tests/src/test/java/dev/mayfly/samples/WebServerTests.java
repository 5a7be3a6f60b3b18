package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.FileSource;
import dev.mayfly.junit.Container;
import dev.mayfly.nginx.NginxContainer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another team's service, of which a test needs a few answers that never change. */
@Tag("docker")
class WebServerTests {

  @Container
  static final NginxContainer stock =
      NginxContainer.of().content("/books/7.json", FileSource.text("{\"left\": 3}"));

  private static HttpResponse<String> get(String path) throws Exception {
    HttpRequest question = HttpRequest.newBuilder(stock.url().resolve(path)).build();
    return HttpClient.newHttpClient().send(question, BodyHandlers.ofString());
  }

  @Test
  void what_is_left_of_a_book_is_json() throws Exception {
    HttpResponse<String> answer = get("/books/7.json");
    assertThat(answer.body()).isEqualTo("{\"left\": 3}");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void a_book_that_nobody_knows_is_not_found() throws Exception {
    assertThat(get("/books/8.json").statusCode()).isEqualTo(404);
  }
}
