package dev.mayfly.samples;

import static dev.mayfly.ready.ReadyWhen.http;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.Dockerfile;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.ImageBuild;
import dev.mayfly.junit.Container;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

  @Test
  void what_is_in_memory_is_in_the_image() throws Exception {
    assertThat(get(site.url(80))).isEqualTo("hello");
  }

  private static String get(URI url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
        .body();
  }
}
