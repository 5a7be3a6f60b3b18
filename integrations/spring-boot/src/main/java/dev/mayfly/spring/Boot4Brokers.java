package dev.mayfly.spring;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.artemis.autoconfigure.ArtemisConnectionDetails;
import org.springframework.boot.artemis.autoconfigure.ArtemisMode;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.pulsar.autoconfigure.PulsarConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/** Connection details of brokers by the names that they have in Spring Boot 4. */
final class Boot4Brokers {

  /** Each fails with a LinkageError where Boot, or what it supports, is not on the class path. */
  static final List<Supplier<Making<?, ?>>> ALL =
      List.of(
          () ->
              new Making<>(Access.Kafka.class, KafkaConnectionDetails.class, Kafka::new)
                  .completing(
                      KafkaProperties.class,
                      (properties, broker) -> properties.getProperties().putAll(broker.login())),
          () -> new Making<>(Access.Rabbit.class, RabbitConnectionDetails.class, Rabbit::new),
          () -> new Making<>(Access.Pulsar.class, PulsarConnectionDetails.class, Pulsar::new),
          () -> new Making<>(Access.Artemis.class, ArtemisConnectionDetails.class, Artemis::new));

  private Boot4Brokers() {}

  private record Kafka(Access.Kafka kafka) implements KafkaConnectionDetails {

    @Override
    public List<String> getBootstrapServers() {
      return List.of(kafka.bootstrapServers().split(","));
    }

    @Override
    public @Nullable String getSecurityProtocol() {
      return kafka.protocol();
    }

    @Override
    public @Nullable SslBundle getSslBundle() {
      return Trust.bundle(kafka.trusted());
    }
  }

  private record Rabbit(Access.Rabbit rabbit) implements RabbitConnectionDetails {

    @Override
    public @Nullable String getUsername() {
      return rabbit.at().user();
    }

    @Override
    public @Nullable String getPassword() {
      return rabbit.at().password();
    }

    @Override
    public String getVirtualHost() {
      String name = rabbit.at().path();
      return name.isEmpty() ? "/" : name;
    }

    @Override
    public List<Address> getAddresses() {
      return List.of(new Address(rabbit.at().host(), rabbit.at().port()));
    }

    @Override
    public @Nullable SslBundle getSslBundle() {
      return Trust.bundle(rabbit.at().trusted());
    }
  }

  private record Pulsar(Access.Pulsar pulsar) implements PulsarConnectionDetails {

    @Override
    public String getBrokerUrl() {
      return pulsar.broker().toString();
    }

    @Override
    public String getAdminUrl() {
      return pulsar.admin().toString();
    }
  }

  private record Artemis(Access.Artemis broker) implements ArtemisConnectionDetails {

    @Override
    public ArtemisMode getMode() {
      return ArtemisMode.NATIVE;
    }

    @Override
    public String getBrokerUrl() {
      return broker.uri().toString();
    }

    @Override
    public String getUser() {
      return broker.user();
    }

    @Override
    public String getPassword() {
      return broker.password();
    }
  }
}
