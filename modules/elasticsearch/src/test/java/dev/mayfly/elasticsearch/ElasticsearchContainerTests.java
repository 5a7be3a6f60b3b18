package dev.mayfly.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class ElasticsearchContainerTests {

  private static final String PASSWORD = "p@ss: w/%";

  @Container
  private static final ElasticsearchContainer search =
      ElasticsearchContainer.of().password(PASSWORD).setting("cluster.name", "library");

  @Isolated private SearchIndices mine;

  static String ask(URI url, String password, String method, String path, String json)
      throws IOException {
    try (RestClient client = RestClient.builder(HttpHost.create(url.toString())).build()) {
      Request request = new Request(method, path);
      byte[] pair = ("elastic:" + password).getBytes(StandardCharsets.UTF_8);
      request.setOptions(
          request.getOptions().toBuilder()
              .addHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
      if (!json.isEmpty()) {
        request.setJsonEntity(json);
      }
      byte[] body = client.performRequest(request).getEntity().getContent().readAllBytes();
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private static String ask(String method, String path, String json) throws IOException {
    return ask(search.url(), PASSWORD, method, path, json);
  }

  @BeforeEach
  void put_a_book(@Isolated SearchIndices indices) throws IOException {
    String path = "/" + indices.index("books") + "/_doc/1?refresh=true";
    ask("PUT", path, "{\"title\": \"Mayflies\"}");
  }

  @RepeatedTest(3)
  void each_test_finds_what_before_each_has_put_into_its_own_index() throws IOException {
    assertThat(ask("GET", "/" + mine.pattern() + "/_count?q=mayflies", "")).contains("\"count\":1");
    assertThat(ask("GET", "/" + mine.index("books") + "/_search?q=mayflies", ""))
        .contains("\"title\": \"Mayflies\"");
  }

  @Test
  void indices_are_deleted_with_the_name_that_they_begin_with() throws Exception {
    try (SliceMaker<SearchIndices> maker = search.slices(search.running(), "0123456789ab")) {
      String name = maker.make(SearchIndices.of());
      ask("PUT", "/" + name + "-a", "");
      ask("PUT", "/" + name + "0-b", "");
      maker.drop(name);
      assertThat(ask("GET", "/_cat/indices/mayfly-0123456789ab-*?h=index", ""))
          .isEqualTo(name + "0-b\n");
      maker.drop(name + "0");
    }
  }

  @Test
  void settings_are_in_force_and_containers_find_it_by_its_alias() throws IOException {
    assertThat(ask("GET", "/", "")).contains("\"cluster_name\" : \"library\"");
    assertThat(search.networkUrl()).hasToString("http://search:9200");
    String reach = "exec 3<>/dev/tcp/search/9200 && echo reached";
    assertThat(search.exec("bash", "-c", reach).orThrow().stdout()).isEqualTo("reached\n");
  }

  @Test
  void who_gives_another_password_is_not_let_in() {
    assertThatThrownBy(() -> ask(search.url(), "guess", "GET", "/", ""))
        .isInstanceOf(ResponseException.class)
        .hasMessageContaining("401");
  }

  @Test
  void a_setting_that_the_node_does_not_know_fails_the_start_with_its_own_words() {
    ElasticsearchContainer wrong = ElasticsearchContainer.of().setting("no.such", "thing");
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(wrong))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("unknown setting [no.such]");
    }
  }

  @Test
  void a_plugin_that_does_not_exist_fails_the_start_with_the_installers_words() {
    ElasticsearchContainer wrong = ElasticsearchContainer.of().plugin("file:///no-such-plugin.zip");
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(wrong))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("no-such-plugin.zip");
    }
  }
}
