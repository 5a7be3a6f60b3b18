package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.CertificateFiles;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that speaks TLS, and a client that checks whom it speaks to. */
@Tag("docker")
class CertificateTests {

  // tag::certificates[]
  static final CertificateFiles certificates = CertificateFiles.in("/etc/nginx/tls");

  @Container
  static final GenericContainer web =
      GenericContainer.of("nginx:1.22")
          .expose(443)
          .copy(FileSource.resource("tls.conf"), "/etc/nginx/conf.d/default.conf")
          .customize(certificates::addTo)
          .readyWhen(ReadyWhen.https("/"));

  @Test
  void a_client_checks_whom_it_speaks_to() throws Exception {
    HttpClient client =
        HttpClient.newBuilder().sslContext(certificates.sslContext(web.running())).build();
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("https://" + web.address(443))).build();

    assertThat(client.send(question, BodyHandlers.ofString()).body()).isEqualTo("hello");
  }
  // end::certificates[]
}
