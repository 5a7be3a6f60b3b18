package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.tls.TestCertificates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("docker")
class KafkaLoginTests {

  private static final String PASSWORD = "p\"\\ ä;=#%";

  @Container
  private static final KafkaContainer broker =
      KafkaContainer.of()
          .user("order-clerk", PASSWORD)
          .tls()
          .user("reader", "secret")
          .topic("orders", 2);

  private static Iterable<String> topics(Map<String, String> properties) throws Exception {
    try (Admin admin = Admin.create(new HashMap<>(properties))) {
      return admin.listTopics(new ListTopicsOptions().timeoutMs(20_000)).names().get();
    }
  }

  @Test
  void each_user_logs_in_over_tls_and_checks_whom_it_speaks_to(@Isolated KafkaTopics mine)
      throws Exception {
    assertThat(broker.clientProperties()).containsEntry("security.protocol", "SASL_SSL");
    for (String user : List.of("order-clerk", "reader")) {
      assertThat(topics(broker.clientProperties(user))).contains("orders");
    }
    assertThat(mine.bootstrapServers()).isEqualTo(broker.bootstrapServers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-512"})
  void each_user_logs_in_without_telling_its_password(String mechanism) throws Exception {
    for (String user : List.of("order-clerk", "reader")) {
      assertThat(topics(byScram(user, mechanism))).contains("orders");
    }
  }

  private static Map<String, String> byScram(String user, String mechanism) {
    Map<String, String> properties = new HashMap<>(broker.clientProperties(user));
    properties.put("sasl.mechanism", mechanism);
    properties.computeIfPresent(
        "sasl.jaas.config",
        (key, login) -> login.replace("plain.PlainLoginModule", "scram.ScramLoginModule"));
    return properties;
  }

  @Test
  void who_gives_another_password_is_not_let_in() {
    Map<String, String> wrong = new HashMap<>(broker.clientProperties("reader"));
    wrong.computeIfPresent("sasl.jaas.config", (key, login) -> login.replace("secret", "guess"));
    assertThatThrownBy(() -> topics(wrong))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SaslAuthenticationException.class);
  }

  @Test
  void who_trusts_others_connects_to_nobody() {
    Map<String, String> others = new HashMap<>(broker.clientProperties());
    others.put("ssl.truststore.certificates", TestCertificates.create().caCertificate());
    assertThatThrownBy(() -> topics(others))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SslAuthenticationException.class);
  }

  @Test
  void a_client_in_a_container_is_told_an_address_that_the_certificate_is_for() {
    StringBuilder client = new StringBuilder();
    Map<String, String> properties = new HashMap<>(broker.clientProperties("reader"));
    properties.remove("bootstrap.servers");
    properties.remove("ssl.truststore.certificates");
    properties.put("ssl.truststore.location", "/etc/kafka/tls/ca.crt");
    properties.forEach((key, value) -> client.append(key).append('=').append(value).append('\n'));
    broker
        .running()
        .copyIn(CopiedFile.of(FileSource.text(client.toString()), "/tmp/client").mode(0644));
    String topics =
        broker
            .exec(
                "/opt/kafka/bin/kafka-topics.sh",
                "--bootstrap-server",
                broker.networkBootstrapServers(),
                "--command-config",
                "/tmp/client",
                "--list")
            .orThrow()
            .stdout();
    assertThat(topics).contains("orders");
  }
}
