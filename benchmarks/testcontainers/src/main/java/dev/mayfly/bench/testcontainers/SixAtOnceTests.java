package dev.mayfly.bench.testcontainers;

import dev.mayfly.bench.subject.Service;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Six services for one class, started side by side. */
@Testcontainers(parallel = true)
class SixAtOnceTests {

  @Container
  static final GenericContainer<?> redis =
      new GenericContainer<>("redis:7.0").withExposedPorts(6379);

  @Container static final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:15");
  @Container static final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.0");

  @Container
  static final GenericContainer<?> nginx =
      new GenericContainer<>("nginx:1.22").withExposedPorts(80);

  @Container
  static final GenericContainer<?> httpd =
      new GenericContainer<>("busybox:1.35")
          .withCommand("httpd", "-f", "-p", "8080")
          .withExposedPorts(8080);

  @Container
  static final GenericContainer<?> java =
      new GenericContainer<>("eclipse-temurin:17-jre")
          .withCommand("rmiregistry")
          .withExposedPorts(1099);

  @Test
  void all_answer() throws Exception {
    Service.REDIS.ask(redis.getHost(), redis.getMappedPort(6379));
    Service.POSTGRES.ask(postgres.getHost(), postgres.getMappedPort(5432));
    Service.KAFKA.ask(kafka.getHost(), kafka.getMappedPort(9092));
    Service.NGINX.ask(nginx.getHost(), nginx.getMappedPort(80));
    Service.HTTPD.ask(httpd.getHost(), httpd.getMappedPort(8080));
    Service.JAVA.ask(java.getHost(), java.getMappedPort(1099));
  }
}
