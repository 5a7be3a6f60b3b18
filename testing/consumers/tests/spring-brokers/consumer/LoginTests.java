package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.mayfly.cassandra.CassandraContainer;
import dev.mayfly.cassandra.CassandraKeyspace;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.junit.Isolated;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.rabbitmq.RabbitMqContainer;
import dev.mayfly.spring.ServiceConnection;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

/** Certificates, logins and a keyspace are told by the connections, and by no property. */
@SpringBootTest
class LoginTests {

  @Container @ServiceConnection
  static final RabbitMqContainer rabbit = RabbitMqContainer.of().tls();

  @Container @ServiceConnection
  static final KafkaContainer kafka =
      KafkaContainer.of().tls().user("shop", "s\"e:c r%t").topic("orders", 1);

  @Container(scope = ContainerScope.SUITE)
  static CassandraContainer nodes;

  @Isolated @ServiceConnection static CassandraKeyspace keyspace;

  @Test
  void rabbitmq_is_reached_by_tls(@Autowired RabbitTemplate orders, @Autowired ConnectionFactory broker) {
    orders.execute(channel -> channel.queueDeclare("orders", false, false, true, null));
    orders.convertAndSend("orders", "tea");
    assertEquals("tea", orders.receiveAndConvert("orders", 30_000));
    assertEquals(rabbit.port(5671), broker.getPort());
  }

  @Test
  void kafka_lets_all_clients_in(
      @Autowired KafkaTemplate<Object, Object> producer,
      @Autowired ConsumerFactory<Object, Object> consumers,
      @Autowired KafkaAdmin admin)
      throws Exception {
    producer.send("orders", "tea").get();
    TopicPartition orders = new TopicPartition("orders", 0);
    try (Consumer<Object, Object> consumer = consumers.createConsumer("drinkers", "")) {
      consumer.assign(List.of(orders));
      consumer.seekToBeginning(List.of(orders));
      assertEquals("tea", consumer.poll(Duration.ofSeconds(30)).iterator().next().value());
    }
    assertEquals(1, admin.describeTopics("orders").get("orders").partitions().size());
  }

  @Test
  void cassandra_has_the_keyspace_of_the_class(@Autowired CqlSession session) {
    session.execute("CREATE TABLE tea (id int PRIMARY KEY)");
    assertEquals(keyspace.name(), session.getKeyspace().orElseThrow().asInternal());
  }
}
