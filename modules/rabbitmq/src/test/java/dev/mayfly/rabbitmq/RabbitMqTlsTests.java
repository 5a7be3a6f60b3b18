package dev.mayfly.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.tls.TestCertificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class RabbitMqTlsTests {

  @Container private static final RabbitMqContainer broker = RabbitMqContainer.of().tls();

  /** A client that checks the broker's name as browsers do. */
  private static ConnectionFactory factory(URI uri, SSLContext trust) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    factory.useSslProtocol(trust);
    factory.enableHostnameVerification();
    return factory;
  }

  @Test
  void a_client_that_trusts_the_certificate_sends_and_receives(@Isolated RabbitMqVirtualHost mine)
      throws Exception {
    assertThat(mine.tlsUri()).hasScheme("amqps").hasPort(broker.port(5671));
    try (Connection connection = factory(mine.tlsUri(), mine.sslContext()).newConnection();
        Channel channel = connection.createChannel()) {
      channel.queueDeclare("orders", false, false, true, null);
      channel.basicPublish("", "orders", null, "a book".getBytes(UTF_8));
      assertThat(channel.basicGet("orders", true).getBody()).asString(UTF_8).isEqualTo("a book");
    }
  }

  @Test
  void a_client_that_trusts_others_connects_to_nobody() throws Exception {
    SSLContext others = TestCertificates.create().sslContext();
    ConnectionFactory factory = factory(broker.tlsUri(), others);
    assertThatThrownBy(factory::newConnection).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void the_management_is_asked_by_tls() throws Exception {
    String login = Base64.getEncoder().encodeToString("guest:guest".getBytes(UTF_8));
    HttpRequest question =
        HttpRequest.newBuilder(broker.managementUrl().resolve("/api/whoami"))
            .header("Authorization", "Basic " + login)
            .build();
    HttpClient client = HttpClient.newBuilder().sslContext(broker.sslContext()).build();
    assertThat(client.send(question, BodyHandlers.ofString()).body()).contains("guest");
    assertThat(broker.networkManagementUrl()).hasToString("https://broker:15671");
  }

  @Test
  void a_virtual_host_tells_the_same_of_its_broker(@Isolated RabbitMqVirtualHost mine) {
    assertThat(mine.caCertificate()).isEqualTo(broker.caCertificate());
    assertThat(mine.managementUrl()).isEqualTo(broker.managementUrl());
  }

  @Test
  void clients_without_tls_are_let_in_still() throws Exception {
    try (Connection connection = RabbitMqContainerTests.factory(broker.uri()).newConnection()) {
      assertThat(connection.isOpen()).isTrue();
    }
  }

  @Test
  void containers_find_it_by_its_alias_and_get_what_to_trust() {
    assertThat(broker.networkTlsUri()).hasToString("amqps://guest:guest@broker:5671/%2F");
    assertThat(broker.caCertificate()).startsWith("-----BEGIN CERTIFICATE-----");
  }
}
