package dev.mayfly.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class WireMockContainerTests {

  @Container
  private static final WireMockContainer stock =
      WireMockContainer.of()
          .mapping(FileSource.resource("stubs/stock.json"))
          .file("a-book.txt", FileSource.resource("stubs/a-book.txt"));

  @Container
  private static final GenericContainer shop =
      GenericContainer.of("busybox:1.35")
          .command("sleep", "600")
          .customize(spec -> spec.readyWhen(ReadyWhen.running()));

  private static WireMock client() {
    return new WireMock(stock.host(), stock.port());
  }

  private static HttpResponse<String> answer(URI server, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
  }

  @BeforeEach
  void forget() {
    stock.reset();
  }

  @Test
  void a_stub_from_a_file_is_answered() throws Exception {
    HttpResponse<String> answer = answer(stock.url(), "/stock/a-book");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("3 copies");
  }

  @Test
  void another_container_reaches_it_by_its_alias() {
    assertThat(stock.networkUrl()).hasToString("http://stock:8080");
    String page = stock.networkUrl() + "/stock/a-book";
    assertThat(shop.exec("wget", "-q", "-O", "-", page).orThrow().stdout()).isEqualTo("3 copies");
  }

  @Test
  void a_reset_forgets_what_tests_did_and_keeps_the_stubs_of_files() throws Exception {
    client().register(get("/stock/a-pen").willReturn(ok("none")));
    assertThat(answer(stock.url(), "/stock/a-pen").body()).isEqualTo("none");

    stock.reset();

    client().verifyThat(0, getRequestedFor(urlEqualTo("/stock/a-pen")));
    assertThat(answer(stock.url(), "/stock/a-pen").statusCode()).isEqualTo(404);
    assertThat(answer(stock.url(), "/stock/a-book").statusCode()).isEqualTo(200);
  }

  @Test
  void an_extension_takes_part(@TempDir Path folder) throws Exception {
    WireMockContainer loud =
        WireMockContainer.of()
            .mapping(
                FileSource.text("{\"request\":{\"url\":\"/\"},\"response\":{\"body\":\"hello\"}}"))
            .extension(FileSource.path(Shout.jar(folder)));
    try (Containers containers = Containers.open()) {
      containers.start(loud);
      assertThat(answer(loud.url(), "/").body()).isEqualTo("HELLO");
    }
  }

  @Test
  void a_stub_that_can_not_be_read_fails_the_start_with_the_servers_words() {
    WireMockContainer broken = WireMockContainer.of().mapping(FileSource.text("{\"request\": "));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(broken))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("000-script.json")
          .hasMessageContaining("Error loading file");
    }
  }

  @Test
  void an_image_of_another_product_fails_the_start_with_its_own_words() {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(WireMockContainer.of("redis:7.0")))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("disable-banner");
    }
  }
}
