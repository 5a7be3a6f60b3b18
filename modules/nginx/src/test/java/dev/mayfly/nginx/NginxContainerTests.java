package dev.mayfly.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class NginxContainerTests {

  @Container
  private static final NginxContainer site =
      NginxContainer.of()
          .content("/", FileSource.resource("site"))
          .content("/version.txt", FileSource.text("12"));

  @Container
  private static final NginxContainer gateway =
      NginxContainer.of().config(FileSource.resource("gateway.conf"));

  private static HttpResponse<String> get(NginxContainer server, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static AbstractThrowableAssert<?, ?> assertFailure(NginxContainer container) {
    try (Containers containers = Containers.open()) {
      return assertThatThrownBy(() -> containers.start(container))
          .isInstanceOf(ContainerStartException.class);
    }
  }

  @Test
  void files_of_the_class_path_are_served_by_their_kind() throws Exception {
    assertThat(get(site, "/").body()).isEqualTo("<h1>Shop</h1>\n");
    assertThat(get(site, "/css/shop.css").headers().firstValue("Content-Type"))
        .hasValue("text/css");
    assertThat(get(site, "/version.txt").body()).isEqualTo("12");
    assertThat(get(site, "/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void files_of_a_folder_are_served_beside_the_welcome(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("orders.json"), "[]");
    try (Containers containers = Containers.open()) {
      NginxContainer server =
          containers.start(NginxContainer.of().content("/", FileSource.path(folder)));
      assertThat(get(server, "/orders.json").body()).isEqualTo("[]");
      assertThat(get(server, "/").body()).contains("Welcome to nginx!");
    }
  }

  @Test
  void its_configuration_is_in_force() throws Exception {
    assertThat(get(gateway, "/").statusCode()).isEqualTo(204);
    assertThat(get(gateway, "/old").headers().firstValue("Location").orElseThrow())
        .endsWith("/new");
  }

  @Test
  void another_container_reaches_it_by_its_alias() {
    assertThat(site.networkUrl()).hasToString("http://site:80");
  }

  @Test
  void a_configuration_with_an_error_fails_the_start_with_its_words() {
    assertFailure(NginxContainer.of().config(FileSource.text("server { lisen 80; }")))
        .hasMessageContaining("unknown directive \"lisen\" in /etc/nginx/conf.d/default.conf:1");
  }

  @Test
  void a_server_that_nobody_can_resolve_fails_the_start_by_its_name() {
    assertFailure(
            NginxContainer.of()
                .config(FileSource.text("server { location / { proxy_pass http://shop; } }")))
        .hasMessageContaining("host not found in upstream \"shop\"");
  }

  @Test
  void a_folder_that_is_missing_is_named() {
    assertFailure(NginxContainer.of().content("/", FileSource.resource("sight")))
        .hasMessageContaining("sight");
  }

  @Test
  void an_image_of_another_product_fails_the_start_by_the_program_that_it_lacks() {
    assertFailure(NginxContainer.of("redis:7.0")).hasMessageContaining("nginx: not found");
    assertFailure(NginxContainer.of("busybox:1.35")).hasMessageContaining("\"nginx\"");
  }
}
