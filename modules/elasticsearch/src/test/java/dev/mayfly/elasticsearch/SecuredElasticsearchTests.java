package dev.mayfly.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.tls.TestCertificates;
import java.io.IOException;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class SecuredElasticsearchTests {

  @Container
  private static final ElasticsearchContainer search =
      ElasticsearchContainer.of().secured("*.search.test").password("p@ss: w/%");

  private static String ask(SSLContext trust, String password, String method, String path)
      throws IOException {
    try (RestClient client =
        RestClient.builder(HttpHost.create(search.url().toString()))
            .setHttpClientConfigCallback(http -> http.setSSLContext(trust))
            .build()) {
      Request request = new Request(method, path);
      byte[] pair = ("elastic:" + password).getBytes(UTF_8);
      request.setOptions(
          request.getOptions().toBuilder()
              .addHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
      byte[] body = client.performRequest(request).getEntity().getContent().readAllBytes();
      return new String(body, UTF_8);
    }
  }

  @Test
  void a_client_that_trusts_the_certificate_finds_what_it_has_put(@Isolated SearchIndices indices)
      throws IOException {
    assertThat(indices.url()).isEqualTo(search.url()).hasScheme("https");
    ask(search.sslContext(), "p@ss: w/%", "PUT", "/" + indices.index("books"));
    assertThat(ask(search.sslContext(), "p@ss: w/%", "GET", "/_cat/indices/" + indices.pattern()))
        .contains(indices.index("books"));
  }

  @Test
  void a_client_that_trusts_others_connects_to_nobody() {
    SSLContext others = TestCertificates.create().sslContext();
    assertThatThrownBy(() -> ask(others, "p@ss: w/%", "GET", "/"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void who_gives_another_password_is_not_let_in() {
    assertThatThrownBy(() -> ask(search.sslContext(), "guess", "GET", "/"))
        .isInstanceOf(ResponseException.class)
        .hasMessageContaining("401");
  }

  @Test
  void containers_find_it_by_its_alias_and_get_what_to_trust() {
    assertThat(search.networkUrl()).hasToString("https://search:9200");
    assertThat(search.caCertificate()).startsWith("-----BEGIN CERTIFICATE-----");
  }
}
