package dev.mayfly.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class OpenSearchContainerTests {

  @Container private static final OpenSearchContainer search = OpenSearchContainer.of();

  private static String ask(String method, String path, String json) throws IOException {
    return ElasticsearchContainerTests.ask(search.url(), "", method, path, json);
  }

  @Test
  void a_client_finds_what_it_has_put(@Isolated SearchIndices indices) throws IOException {
    String index = "/" + indices.index("books");
    ask("PUT", index + "/_doc/1?refresh=true", "{\"title\": \"Mayflies\"}");
    assertThat(ask("GET", index + "/_search?q=mayflies", "")).contains("\"title\": \"Mayflies\"");
    assertThat(ask("GET", "/", "")).contains("\"distribution\" : \"opensearch\"");
    assertThat(indices.networkUrl()).hasToString("http://search:9200");
  }
}
