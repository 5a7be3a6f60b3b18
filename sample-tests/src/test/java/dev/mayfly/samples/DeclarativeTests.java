package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A container that is described by the annotation's attributes alone. */
@Tag("docker")
class DeclarativeTests {

  // tag::attributes[]
  @Container(
      image = "nginx:1.22",
      ports = 80,
      files = "site:/usr/share/nginx/html",
      waitForHttp = "/hello.txt")
  static GenericContainer web;

  @Test
  void the_web_server_serves_our_files() throws Exception {
    var request = HttpRequest.newBuilder(web.url(80).resolve("/hello.txt")).build();

    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(answer.body()).isEqualTo("hello\n");
  }
  // end::attributes[]
}
