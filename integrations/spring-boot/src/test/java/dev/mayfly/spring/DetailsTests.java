package dev.mayfly.spring;

import static dev.mayfly.spring.InMemoryServices.details;
import static dev.mayfly.spring.InMemoryServices.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.cassandra.CassandraContainer;
import dev.mayfly.elasticsearch.ElasticsearchContainer;
import dev.mayfly.mariadb.MariaDbContainer;
import dev.mayfly.mongodb.MongoDbContainer;
import dev.mayfly.mysql.MySqlContainer;
import dev.mayfly.neo4j.Neo4jContainer;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.redis.RedisContainer;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.cassandra.CassandraConnectionDetails;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchConnectionDetails;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchConnectionDetails.Node;
import org.springframework.boot.autoconfigure.flyway.FlywayConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.autoconfigure.liquibase.LiquibaseConnectionDetails;
import org.springframework.boot.autoconfigure.mongo.MongoConnectionDetails;
import org.springframework.boot.autoconfigure.neo4j.Neo4jConnectionDetails;
import org.springframework.boot.autoconfigure.r2dbc.R2dbcConnectionDetails;

/** What Boot is told of each kind of database. */
final class DetailsTests {

  private final InMemoryServices services = new InMemoryServices();

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void an_sql_server_is_told_to_pools_and_to_both_kinds_of_migrations() {
    PostgresContainer db =
        services.started(
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
        services.started(
            MySqlContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));
    MariaDbContainer mariadb =
        services.started(
            MariaDbContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    assertThat(details(mysql, JdbcConnectionDetails.class).getDriverClassName())
        .isEqualTo(mysql.driverClassName());
    assertThat(details(mariadb, JdbcConnectionDetails.class).getDriverClassName())
        .isEqualTo(mariadb.driverClassName());
  }

  @Test
  void an_sql_server_is_told_to_reactive_drivers() {
    MySqlContainer db =
        services.started(
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
        services.started(
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
  void mongodb_is_told_by_its_address() {
    MongoDbContainer db =
        services.started(
            MongoDbContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    assertThat(details(db, MongoConnectionDetails.class).getConnectionString().toString())
        .isEqualTo(db.uri());
  }

  @Test
  void elasticsearch_is_told_by_its_node() {
    ElasticsearchContainer node =
        services.started(
            ElasticsearchContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    ElasticsearchConnectionDetails details = details(node, ElasticsearchConnectionDetails.class);
    assertThat(details.getNodes())
        .containsExactly(new Node(node.host(), node.port(), Node.Protocol.HTTP, null, null));
    assertThat(details.getUsername()).isNull();
  }

  @Test
  void a_secured_elasticsearch_is_told_by_https_with_whom_to_trust() throws Exception {
    ElasticsearchContainer node =
        services.started(
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
        services.started(
            RedisContainer.of().tls().customize(spec -> spec.readyWhen(ReadyWhen.running())));
    RedisContainer plain =
        services.started(
            RedisContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    RedisConnectionDetails details = details(cache, RedisConnectionDetails.class);
    assertThat(trusted(details.getStandalone().getSslBundle())).isEqualTo(cache.caCertificate());
    assertThat(details(plain, RedisConnectionDetails.class).getStandalone().getSslBundle())
        .isNull();
  }

  @Test
  void neo4j_is_told_by_its_address() {
    Neo4jContainer db =
        services.started(
            Neo4jContainer.of().customize(spec -> spec.readyWhen(ReadyWhen.running())));

    assertThat(details(db, Neo4jConnectionDetails.class).getUri()).isEqualTo(db.uri());
  }

  @Test
  void cassandra_is_told_by_its_node_and_datacenter() {
    CassandraContainer node =
        services.started(
            CassandraContainer.of()
                .datacenter("Oslo")
                .customize(spec -> spec.readyWhen(ReadyWhen.running())));

    CassandraConnectionDetails details = details(node, CassandraConnectionDetails.class);
    assertThat(details.getContactPoints())
        .containsExactly(new CassandraConnectionDetails.Node(node.host(), node.port()));
    assertThat(details.getLocalDatacenter()).isEqualTo("Oslo");
  }
}
