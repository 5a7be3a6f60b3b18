package dev.mayfly.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerHandle;
import dev.mayfly.elasticsearch.ElasticsearchContainer;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.mariadb.MariaDbContainer;
import dev.mayfly.mongodb.MongoDbContainer;
import dev.mayfly.mysql.MySqlContainer;
import dev.mayfly.neo4j.Neo4jContainer;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.rabbitmq.RabbitMqContainer;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.amqp.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchConnectionDetails;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchConnectionDetails.Node;
import org.springframework.boot.autoconfigure.flyway.FlywayConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.autoconfigure.kafka.KafkaConnectionDetails;
import org.springframework.boot.autoconfigure.liquibase.LiquibaseConnectionDetails;
import org.springframework.boot.autoconfigure.mongo.MongoConnectionDetails;
import org.springframework.boot.autoconfigure.neo4j.Neo4jConnectionDetails;
import org.springframework.boot.autoconfigure.r2dbc.R2dbcConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/** What Boot is told of each kind of handle. */
final class DetailsTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers =
      Containers.on(engine, Settings.of(Map.of("mayfly.reaper.enabled", "false")));

  @AfterEach
  void close() {
    containers.close();
  }

  /** Its server is there at once, since what is asked here is where. */
  private <H extends ContainerHandle> H started(H handle) {
    engine.image(handle.slot().spec().image().describe());
    return containers.start(handle);
  }

  private static <D extends ConnectionDetails> D details(ContainerHandle handle, Class<D> type) {
    return type.cast(
        Connections.ofThisClassPath().of(handle.getClass(), () -> handle).get(type).get());
  }

  @Test
  void an_sql_server_is_told_to_pools_and_to_both_kinds_of_migrations() {
    PostgresContainer db =
        started(
            PostgresContainer.of()
                .user("shop")
                .password("s:e@c/r%t")
                .database("orders")
                .customize(spec -> spec.readyWhen(ReadyWhen.running())));

    JdbcConnectionDetails jdbc = details(db, JdbcConnectionDetails.class);
    assertThat(jdbc.getJdbcUrl()).isEqualTo(db.jdbcUrl()).contains("/orders");
    assertThat(jdbc.getUsername()).isEqualTo("shop");
    assertThat(jdbc.getPassword()).isEqualTo("s:e@c/r%t");
    assertThat(jdbc.getDriverClassName()).isEqualTo("org.postgresql.Driver");
    assertThat(jdbc.toString()).doesNotContain("s:e@c/r%t");
    assertThat(details(db, FlywayConnectionDetails.class).getJdbcUrl()).isEqualTo(db.jdbcUrl());
    assertThat(details(db, LiquibaseConnectionDetails.class).getPassword()).isEqualTo("s:e@c/r%t");
  }

  @Test
  void each_sql_server_has_its_driver() {
    MySqlContainer mysql =
        started(MySqlContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));
    MariaDbContainer mariadb =
        started(MariaDbContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    assertThat(details(mysql, JdbcConnectionDetails.class).getDriverClassName())
        .isEqualTo(mysql.driverClassName());
    assertThat(details(mariadb, JdbcConnectionDetails.class).getDriverClassName())
        .isEqualTo(mariadb.driverClassName());
  }

  @Test
  void an_sql_server_is_told_to_reactive_drivers() {
    MySqlContainer db =
        started(
            MySqlContainer.of()
                .password("s:e@c/r%t")
                .customize(spec -> spec.readyWhen(ReadyWhen.running())));

    ConnectionFactoryOptions options =
        details(db, R2dbcConnectionDetails.class).getConnectionFactoryOptions();
    assertThat(options.getValue(ConnectionFactoryOptions.DRIVER)).isEqualTo("mysql");
    assertThat(options.getValue(ConnectionFactoryOptions.HOST)).isEqualTo(db.host());
    assertThat(options.getValue(ConnectionFactoryOptions.PORT)).isEqualTo(db.port());
    assertThat(options.getValue(ConnectionFactoryOptions.DATABASE)).isEqualTo(db.database());
    assertThat(options.getValue(ConnectionFactoryOptions.USER)).isEqualTo(db.user());
    assertThat(options.getValue(ConnectionFactoryOptions.PASSWORD)).isEqualTo("s:e@c/r%t");
  }

  @Test
  void redis_is_told_with_its_password() {
    RedisContainer cache =
        started(
            RedisContainer.of()
                .password("p w+d%@:/")
                .customize(spec -> spec.readyWhen(ReadyWhen.running())));

    RedisConnectionDetails details = details(cache, RedisConnectionDetails.class);
    assertThat(details.getPassword()).isEqualTo("p w+d%@:/");
    assertThat(details.getStandalone().getHost()).isEqualTo(cache.host());
    assertThat(details.getStandalone().getPort()).isEqualTo(cache.port());
    assertThat(details.getStandalone().getDatabase()).isZero();
  }

  @Test
  void kafka_is_told_by_its_bootstrap_servers() {
    KafkaContainer broker =
        started(KafkaContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    assertThat(details(broker, KafkaConnectionDetails.class).getBootstrapServers())
        .containsExactly(broker.bootstrapServers());
  }

  @Test
  void rabbitmq_is_told_with_its_virtual_host() {
    RabbitMqContainer broker =
        started(
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
  void mongodb_is_told_by_its_address() {
    MongoDbContainer db =
        started(MongoDbContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    assertThat(details(db, MongoConnectionDetails.class).getConnectionString().toString())
        .isEqualTo(db.uri());
  }

  @Test
  void elasticsearch_is_told_by_its_node() {
    ElasticsearchContainer node =
        started(ElasticsearchContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    ElasticsearchConnectionDetails details = details(node, ElasticsearchConnectionDetails.class);
    assertThat(details.getNodes())
        .containsExactly(new Node(node.host(), node.port(), Node.Protocol.HTTP, null, null));
    assertThat(details.getUsername()).isNull();
  }

  /** Whom a client trusts that is told this bundle. */
  private static String trusted(SslBundle bundle) throws KeyStoreException, CertificateException {
    KeyStore store = bundle.getStores().getTrustStore();
    assertThat(store.size()).isEqualTo(1);
    byte[] one = store.getCertificate(store.aliases().nextElement()).getEncoded();
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN CERTIFICATE-----\n"
        + lines.encodeToString(one)
        + "\n-----END CERTIFICATE-----\n";
  }

  @Test
  void a_secured_elasticsearch_is_told_by_https_with_whom_to_trust() throws Exception {
    ElasticsearchContainer node =
        started(
            ElasticsearchContainer.of()
                .secured()
                .customize(spec -> spec.readyWhen(ReadyWhen.running())));

    ElasticsearchConnectionDetails details = details(node, ElasticsearchConnectionDetails.class);
    assertThat(details.getNodes())
        .containsExactly(new Node(node.host(), node.port(), Node.Protocol.HTTPS, null, null));
    assertThat(details.getUsername()).isEqualTo("elastic");
    assertThat(details.getPassword()).isEqualTo(node.password());
    assertThat(trusted(details.getSslBundle())).isEqualTo(node.caCertificate());
    assertThat(details.getSslBundle().createSslContext()).isNotNull();
  }

  @Test
  void redis_with_tls_is_told_with_whom_to_trust_and_without_it_has_no_bundle() throws Exception {
    RedisContainer cache =
        started(RedisContainer.of().tls().customize(spec -> spec.readyWhen(ReadyWhen.running())));
    RedisContainer plain =
        started(RedisContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    RedisConnectionDetails details = details(cache, RedisConnectionDetails.class);
    assertThat(trusted(details.getStandalone().getSslBundle())).isEqualTo(cache.caCertificate());
    assertThat(details(plain, RedisConnectionDetails.class).getStandalone().getSslBundle())
        .isNull();
  }

  @Test
  void kafka_with_tls_is_told_with_its_protocol_and_whom_to_trust() throws Exception {
    KafkaContainer broker =
        started(KafkaContainer.of().tls().customize(spec -> spec.readyWhen(ReadyWhen.running())));
    KafkaContainer plain =
        started(KafkaContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    KafkaConnectionDetails.Configuration consumer =
        details(broker, KafkaConnectionDetails.class).getConsumer();
    assertThat(consumer.getSecurityProtocol()).isEqualTo("SSL");
    assertThat(trusted(consumer.getSslBundle())).isEqualTo(broker.caCertificate());
    KafkaConnectionDetails open = details(plain, KafkaConnectionDetails.class);
    assertThat(open.getSecurityProtocol()).isNull();
    assertThat(open.getSslBundle()).isNull();
  }

  @Test
  void neo4j_is_told_by_its_address() {
    Neo4jContainer db =
        started(Neo4jContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    assertThat(details(db, Neo4jConnectionDetails.class).getUri()).isEqualTo(db.uri());
  }
}
