package dev.mayfly.spring;

import static dev.mayfly.spring.InMemoryServices.details;
import static dev.mayfly.spring.InMemoryServices.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.artemis.ArtemisContainer;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.pulsar.PulsarContainer;
import dev.mayfly.rabbitmq.RabbitMqContainer;
import dev.mayfly.ready.ReadyWhen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.amqp.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisConnectionDetails;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisMode;
import org.springframework.boot.autoconfigure.kafka.KafkaConnectionDetails;
import org.springframework.boot.autoconfigure.pulsar.PulsarConnectionDetails;

/** What Boot is told of each kind of broker. */
final class BrokerDetailsTests {

  private final InMemoryServices services = new InMemoryServices();

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void kafka_is_told_by_its_bootstrap_servers() {
    KafkaContainer broker =
        services.started(
            KafkaContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    assertThat(details(broker, KafkaConnectionDetails.class).getBootstrapServers())
        .containsExactly(broker.bootstrapServers());
  }

  @Test
  void rabbitmq_is_told_with_its_virtual_host() {
    RabbitMqContainer broker =
        services.started(
            RabbitMqContainer.of()
                .user("shop")
                .password("s:e@c")
                .virtualHost("or/ders")
                .customize(spec -> spec.readyWhen(ReadyWhen.running())));

    RabbitConnectionDetails details = details(broker, RabbitConnectionDetails.class);
    assertThat(details.getUsername()).isEqualTo("shop");
    assertThat(details.getPassword()).isEqualTo("s:e@c");
    assertThat(details.getVirtualHost()).isEqualTo("or/ders");
    assertThat(details.getFirstAddress().port()).isEqualTo(broker.port());
  }

  @Test
  void kafka_with_tls_is_told_with_its_protocol_and_whom_to_trust() throws Exception {
    KafkaContainer broker =
        services.started(
            KafkaContainer.of().tls().customize(spec -> spec.readyWhen(ReadyWhen.running())));
    KafkaContainer plain =
        services.started(
            KafkaContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    KafkaConnectionDetails.Configuration consumer =
        details(broker, KafkaConnectionDetails.class).getConsumer();
    assertThat(consumer.getSecurityProtocol()).isEqualTo("SSL");
    assertThat(trusted(consumer.getSslBundle())).isEqualTo(broker.caCertificate());
    KafkaConnectionDetails open = details(plain, KafkaConnectionDetails.class);
    assertThat(open.getSecurityProtocol()).isNull();
    assertThat(open.getSslBundle()).isNull();
  }

  @Test
  void rabbitmq_with_tls_is_told_at_that_port_with_whom_to_trust() throws Exception {
    RabbitMqContainer broker =
        services.started(
            RabbitMqContainer.of().tls().customize(spec -> spec.readyWhen(ReadyWhen.running())));
    RabbitMqContainer plain =
        services.started(
            RabbitMqContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    RabbitConnectionDetails details = details(broker, RabbitConnectionDetails.class);
    assertThat(details.getFirstAddress().port()).isEqualTo(broker.port(5671));
    assertThat(details.getPassword()).isEqualTo("guest");
    assertThat(trusted(details.getSslBundle())).isEqualTo(broker.caCertificate());
    assertThat(details(plain, RabbitConnectionDetails.class).getSslBundle()).isNull();
  }

  @Test
  void pulsar_is_told_by_its_two_addresses() {
    PulsarContainer broker =
        services.started(
            PulsarContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    PulsarConnectionDetails details = details(broker, PulsarConnectionDetails.class);
    assertThat(details.getBrokerUrl()).isEqualTo(broker.uri().toString());
    assertThat(details.getAdminUrl()).isEqualTo(broker.adminUrl().toString());
  }

  @Test
  void artemis_is_told_with_its_login() {
    ArtemisContainer broker =
        services.started(
            ArtemisContainer.of()
                .user("shop")
                .password("s:e@c/r%t")
                .customize(spec -> spec.readyWhen(ReadyWhen.running())));

    ArtemisConnectionDetails details = details(broker, ArtemisConnectionDetails.class);
    assertThat(details.getMode()).isEqualTo(ArtemisMode.NATIVE);
    assertThat(details.getBrokerUrl()).isEqualTo(broker.uri().toString());
    assertThat(details.getUser()).isEqualTo("shop");
    assertThat(details.getPassword()).isEqualTo("s:e@c/r%t");
    assertThat(details.toString()).doesNotContain("s:e@c/r%t");
  }
}
