package dev.mayfly.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerHandle;
import dev.mayfly.cassandra.CassandraContainer;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.ready.ReadyWhen;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.cassandra.CassandraProperties;
import org.springframework.boot.autoconfigure.kafka.KafkaConnectionDetails;
import org.springframework.boot.autoconfigure.kafka.KafkaProperties;
import org.springframework.context.support.GenericApplicationContext;

/** What Boot is told of a handle in its properties, for want of words in its connection details. */
final class CompletionTests {

  private final InMemoryServices services = new InMemoryServices();
  private final GenericApplicationContext application = new GenericApplicationContext();

  @AfterEach
  void close() {
    application.close();
    services.close();
  }

  private <H extends ContainerHandle> H connected(H handle) {
    services.started(handle);
    new DetailsBeans(application.getBeanFactory(), Connections.ofThisClassPath())
        .add(
            new Connected(
                "field Tests.one", "one", getClass(), handle.getClass(), Set.of(), () -> handle));
    return handle;
  }

  private Map<String, String> kafkaProperties() {
    application.registerBean(KafkaProperties.class);
    application.refresh();
    return application.getBean(KafkaProperties.class).getProperties();
  }

  private static KafkaContainer atOnce(KafkaContainer broker) {
    return broker.customize(spec -> spec.readyWhen(ReadyWhen.running()));
  }

  @Test
  void a_login_of_kafka_is_among_the_properties_of_all_its_clients() {
    KafkaContainer broker = connected(atOnce(KafkaContainer.of().tls().user("shop", "s\"e:c")));
    Map<String, String> known = broker.clientProperties();

    assertThat(kafkaProperties())
        .containsEntry("sasl.mechanism", "PLAIN")
        .containsEntry("sasl.jaas.config", known.get("sasl.jaas.config"))
        .hasSize(2);
    assertThat(application.getBean(KafkaConnectionDetails.class).getSecurityProtocol())
        .isEqualTo("SASL_SSL");
  }

  @Test
  void without_a_login_the_applications_properties_stay_as_they_are() {
    connected(atOnce(KafkaContainer.of()));

    assertThat(kafkaProperties()).isEmpty();
  }

  @Test
  void beside_connection_details_of_the_applications_own_nothing_is_told() {
    connected(atOnce(KafkaContainer.of().user("shop", "secret")));
    application.registerBean(
        KafkaConnectionDetails.class, () -> (KafkaConnectionDetails) () -> List.of("other:9092"));

    assertThat(kafkaProperties()).isEmpty();
  }

  @Test
  void a_node_of_cassandra_leaves_the_keyspace_to_the_application() {
    connected(CassandraContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));
    application.registerBean(CassandraProperties.class);
    application.refresh();

    assertThat(application.getBean(CassandraProperties.class).getKeyspaceName()).isNull();
  }
}
