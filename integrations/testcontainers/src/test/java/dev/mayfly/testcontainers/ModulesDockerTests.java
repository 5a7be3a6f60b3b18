package dev.mayfly.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/** Modules of Testcontainers, each with a start of its own, side by side. */
@Tag("docker")
class ModulesDockerTests {

  @Container static final MySQLContainer mysql = patient(new MySQLContainer("mysql:8.4"));

  @Container static final MariaDBContainer mariadb = patient(new MariaDBContainer("mariadb:11.8"));

  @Container static final MongoDBContainer mongo = patient(new MongoDBContainer("mongo:8"));

  @Container static final KafkaContainer kafka = patient(new KafkaContainer("apache/kafka:4.1.0"));

  @Container
  static final RabbitMQContainer rabbit = patient(new RabbitMQContainer("rabbitmq:4-management"));

  /** Testcontainers waits for a minute, which is not enough for all of them on two processors. */
  private static <C extends GenericContainer<?>> C patient(C container) {
    container.withStartupTimeout(Duration.ofMinutes(5));
    if (container instanceof JdbcDatabaseContainer<?> database) {
      database.withStartupTimeoutSeconds(300).withConnectTimeoutSeconds(300);
    }
    return container;
  }

  static Stream<GenericContainer<?>> all() {
    return Stream.of(mysql, mariadb, mongo, kafka, rabbit);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("all")
  void each_is_a_sessions(GenericContainer<?> container) {
    assertThat(container.isRunning()).isTrue();
    assertThat(EngineLook.labelsOfContainer(container.getContainerId()))
        .containsKeys(EngineLook.SESSION, EngineLook.OWNER);
  }

  @Test
  void databases_answer() throws SQLException {
    for (JdbcDatabaseContainer<?> one : List.of(mysql, mariadb)) {
      try (Connection connection =
          DriverManager.getConnection(one.getJdbcUrl(), one.getUsername(), one.getPassword())) {
        assertThat(connection.isValid(10)).isTrue();
      }
    }
  }

  @Test
  void the_others_tell_their_addresses() {
    assertThat(kafka.getBootstrapServers()).contains(":");
    assertThat(rabbit.getAmqpUrl()).startsWith("amqp://");
    assertThat(mongo.getReplicaSetUrl()).startsWith("mongodb://");
  }
}
