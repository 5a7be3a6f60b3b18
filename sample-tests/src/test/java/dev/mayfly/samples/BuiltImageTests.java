package dev.mayfly.samples;

import static dev.mayfly.ready.ReadyWhen.http;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.Dockerfile;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.ImageBuild;
import dev.mayfly.JavaImage;
import dev.mayfly.junit.Container;
import dev.mayfly.samples.greeting.GreetingService;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images that are built for a test without a file on the disk. */
@Tag("docker")
class BuiltImageTests {

  // tag::written[]
  @Container
  static final GenericContainer site =
      GenericContainer.of(
              ImageBuild.of(
                      Dockerfile.from("busybox:1.35")
                          .copy("site/", "/site/")
                          .cmd("httpd", "-f", "-h", "/site"))
                  .file(FileSource.text("hello"), "site/index.html"))
          .expose(80)
          .readyWhen(http("/"));

  // end::written[]
  // tag::java[]
  @Container
  static final GenericContainer greeting =
      GenericContainer.of(
              JavaImage.of("eclipse-temurin:17-jre", GreetingService.class)
                  .jvmOptions("-Xmx64m")
                  .arguments("good", "morning")
                  .debug(5005)
                  .image())
          .expose(8080, 5005)
          .readyWhen(http("/").port(8080));

  // end::java[]

  @Test
  void what_is_in_memory_is_in_the_image() throws Exception {
    assertThat(get(site.url(80))).isEqualTo("hello");
  }

  @Test
  void a_class_of_this_project_runs_as_a_container() throws Exception {
    assertThat(get(greeting.url(8080))).isEqualTo("good morning");
  }

  @Test
  void a_debugger_can_connect_to_it() throws Exception {
    byte[] handshake = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
    try (Socket debugger = new Socket(greeting.host(), greeting.port(5005))) {
      debugger.getOutputStream().write(handshake);

      assertThat(debugger.getInputStream().readNBytes(handshake.length)).isEqualTo(handshake);
    }
  }

  private static String get(URI url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
        .body();
  }
}
