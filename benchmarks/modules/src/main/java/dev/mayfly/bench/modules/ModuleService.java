package dev.mayfly.bench.modules;

import dev.mayfly.ContainerHandle;
import dev.mayfly.artemis.ArtemisContainer;
import dev.mayfly.azurite.AzuriteContainer;
import dev.mayfly.browser.BrowserContainer;
import dev.mayfly.cassandra.CassandraContainer;
import dev.mayfly.elasticsearch.ElasticsearchContainer;
import dev.mayfly.elasticsearch.OpenSearchContainer;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.keycloak.KeycloakContainer;
import dev.mayfly.localstack.LocalStackContainer;
import dev.mayfly.mail.MailContainer;
import dev.mayfly.mariadb.MariaDbContainer;
import dev.mayfly.mongodb.MongoDbContainer;
import dev.mayfly.mysql.MySqlContainer;
import dev.mayfly.nats.NatsContainer;
import dev.mayfly.neo4j.Neo4jContainer;
import dev.mayfly.nginx.NginxContainer;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.pulsar.PulsarContainer;
import dev.mayfly.rabbitmq.RabbitMqContainer;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.wiremock.WireMockContainer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A service, and by which line of its log it says itself that it is ready. Memcached writes none.
 *
 * @param says the last such line counts, since some start twice
 */
record ModuleService(String name, ContainerHandle handle, Pattern says) {

  static final List<ModuleService> ALL =
      List.of(
          of("postgresql", PostgresContainer.of(), "database system is ready to accept"),
          of("mysql", MySqlContainer.of(), "ready for connections"),
          of("mariadb", MariaDbContainer.of(), "ready for connections"),
          of("redis", RedisContainer.of(), "[Rr]eady to accept connections"),
          of("mongodb", MongoDbContainer.of(), "[Ww]aiting for connections"),
          of("rabbitmq", RabbitMqContainer.of(), "Server startup complete"),
          of("elasticsearch", ElasticsearchContainer.of(), "\\bstarted\\b"),
          of("opensearch", OpenSearchContainer.of(), "\\bstarted\\b"),
          of("kafka", KafkaContainer.of(), "Kafka Server started"),
          of("wiremock", WireMockContainer.of(), "port:"),
          of("nats", NatsContainer.of(), "Server is ready"),
          of("localstack", LocalStackContainer.of(), "Ready\\."),
          of("neo4j", Neo4jContainer.of(), "Started\\."),
          of("nginx", NginxContainer.of(), "start worker process "),
          of("keycloak", KeycloakContainer.of(), "started in"),
          of("cassandra", CassandraContainer.of(), "[Ss]tartup complete"),
          of("pulsar", PulsarContainer.of(), "messaging service is ready"),
          of("artemis", ArtemisContainer.of(), "Console available at"),
          of("mail", MailContainer.of(), "Starting GreenMail"),
          of("azurite", AzuriteContainer.of(), "successfully listens"),
          of("browser", BrowserContainer.of(), "Started Selenium Standalone"));

  private static ModuleService of(String name, ContainerHandle handle, String says) {
    return new ModuleService(name, handle, Pattern.compile(says));
  }
}
