package dev.mayfly.bench.mayfly;

import dev.mayfly.GenericContainer;
import dev.mayfly.bench.subject.Service;
import dev.mayfly.junit.Container;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.redis.RedisContainer;
import org.junit.jupiter.api.Test;

/** Six services for one class. */
class SixServicesTests {

  @Container static final RedisContainer redis = RedisContainer.of("redis:7.0");
  @Container static final PostgresContainer postgres = PostgresContainer.of("postgres:15");
  @Container static final KafkaContainer kafka = KafkaContainer.of("apache/kafka:4.1.0");

  @Container static final GenericContainer nginx = GenericContainer.of("nginx:1.22").expose(80);

  @Container
  static final GenericContainer httpd =
      GenericContainer.of("busybox:1.35").command("httpd", "-f", "-p", "8080").expose(8080);

  @Container
  static final GenericContainer java =
      GenericContainer.of("eclipse-temurin:17-jre").command("rmiregistry").expose(1099);

  @Test
  void all_answer() throws Exception {
    Service.REDIS.ask(redis.host(), redis.port());
    Service.POSTGRES.ask(postgres.host(), postgres.port());
    Service.KAFKA.ask(kafka.host(), kafka.port());
    Service.NGINX.ask(nginx.host(), nginx.port(80));
    Service.HTTPD.ask(httpd.host(), httpd.port(8080));
    Service.JAVA.ask(java.host(), java.port(1099));
  }
}
