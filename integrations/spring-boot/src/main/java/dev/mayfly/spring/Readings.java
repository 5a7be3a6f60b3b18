package dev.mayfly.spring;

import dev.mayfly.artemis.ArtemisContainer;
import dev.mayfly.cassandra.CassandraContainer;
import dev.mayfly.cassandra.CassandraKeyspace;
import dev.mayfly.elasticsearch.ElasticsearchContainer;
import dev.mayfly.jdbc.SqlContainer;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.mariadb.MariaDbDatabase;
import dev.mayfly.mongodb.MongoDbContainer;
import dev.mayfly.mongodb.MongoDbDatabase;
import dev.mayfly.mysql.MySqlDatabase;
import dev.mayfly.neo4j.Neo4jContainer;
import dev.mayfly.postgresql.PostgresDatabase;
import dev.mayfly.pulsar.PulsarContainer;
import dev.mayfly.rabbitmq.RabbitMqContainer;
import dev.mayfly.rabbitmq.RabbitMqVirtualHost;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.redis.RedisDatabase;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All kinds of handles that are known, those of modules that a user does not have among them. */
final class Readings {

  /** Each fails with a LinkageError where its module is not on the class path. */
  static final List<Supplier<Reading<?, ?>>> ALL =
      List.of(
          Readings::sql,
          Readings::postgres,
          Readings::mysql,
          Readings::mariadb,
          Readings::redis,
          Readings::redisDatabase,
          Readings::kafka,
          Readings::rabbit,
          Readings::virtualHost,
          Readings::mongo,
          Readings::mongoDatabase,
          Readings::elasticsearch,
          Readings::neo4j,
          Readings::cassandra,
          Readings::keyspace,
          Readings::pulsar,
          Readings::artemis);

  private Readings() {}

  private static Reading<?, ?> sql() {
    return new Reading<>(
        SqlContainer.class,
        Access.Sql.class,
        db -> new Access.Sql(db.jdbcUrl(), db.user(), db.password(), db.driverClassName()));
  }

  private static Reading<?, ?> postgres() {
    return new Reading<>(
        PostgresDatabase.class,
        Access.Sql.class,
        db -> new Access.Sql(db.jdbcUrl(), db.user(), db.password(), "org.postgresql.Driver"));
  }

  private static Reading<?, ?> mysql() {
    return new Reading<>(
        MySqlDatabase.class,
        Access.Sql.class,
        db -> new Access.Sql(db.jdbcUrl(), db.user(), db.password(), "com.mysql.cj.jdbc.Driver"));
  }

  private static Reading<?, ?> mariadb() {
    return new Reading<>(
        MariaDbDatabase.class,
        Access.Sql.class,
        db -> new Access.Sql(db.jdbcUrl(), db.user(), db.password(), "org.mariadb.jdbc.Driver"));
  }

  private static Reading<?, ?> redis() {
    return new Reading<>(
        RedisContainer.class,
        Access.Redis.class,
        cache -> redis(cache.uri(), cache::caCertificate));
  }

  private static Reading<?, ?> redisDatabase() {
    return new Reading<>(
        RedisDatabase.class, Access.Redis.class, cache -> redis(cache.uri(), cache::caCertificate));
  }

  private static Access.Redis redis(URI uri, Supplier<String> trusted) {
    String pem = uri.getScheme().equals("rediss") ? trusted.get() : null;
    return new Access.Redis(Access.At.of(uri, pem));
  }

  private static Reading<?, ?> kafka() {
    return new Reading<>(KafkaContainer.class, Access.Kafka.class, Readings::kafka);
  }

  private static Access.Kafka kafka(KafkaContainer broker) {
    Map<String, String> client = broker.clientProperties();
    String protocol = client.get("security.protocol");
    return new Access.Kafka(
        broker.bootstrapServers(),
        "PLAINTEXT".equals(protocol) ? null : protocol,
        client.get("ssl.truststore.certificates"),
        client.entrySet().stream()
            .filter(one -> one.getKey().startsWith("sasl."))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Reading<?, ?> rabbit() {
    return new Reading<>(
        RabbitMqContainer.class,
        Access.Rabbit.class,
        broker ->
            rabbit(broker.managementUrl(), broker::uri, broker::tlsUri, broker::caCertificate));
  }

  private static Reading<?, ?> virtualHost() {
    return new Reading<>(
        RabbitMqVirtualHost.class,
        Access.Rabbit.class,
        host -> rabbit(host.managementUrl(), host::uri, host::tlsUri, host::caCertificate));
  }

  /** By TLS where the broker speaks it, as the address of its management tells. */
  private static Access.Rabbit rabbit(
      URI management, Supplier<URI> plain, Supplier<URI> tls, Supplier<String> trusted) {
    return new Access.Rabbit(
        management.getScheme().equals("https")
            ? Access.At.of(tls.get(), trusted.get())
            : Access.At.of(plain.get(), null));
  }

  private static Reading<?, ?> mongo() {
    return new Reading<>(
        MongoDbContainer.class, Access.Mongo.class, db -> new Access.Mongo(db.uri()));
  }

  private static Reading<?, ?> mongoDatabase() {
    return new Reading<>(
        MongoDbDatabase.class, Access.Mongo.class, db -> new Access.Mongo(db.uri()));
  }

  private static Reading<?, ?> elasticsearch() {
    return new Reading<>(ElasticsearchContainer.class, Access.Search.class, Readings::search);
  }

  private static Access.Search search(ElasticsearchContainer node) {
    String password = node.password();
    String user = password == null ? null : "elastic";
    String trusted = node.url().getScheme().equals("https") ? node.caCertificate() : null;
    return new Access.Search(new Access.At(node.host(), node.port(), user, password, "", trusted));
  }

  private static Reading<?, ?> neo4j() {
    return new Reading<>(
        Neo4jContainer.class,
        Access.Graph.class,
        db -> new Access.Graph(db.uri(), db.user(), db.password()));
  }

  private static Reading<?, ?> cassandra() {
    return new Reading<>(
        CassandraContainer.class,
        Access.Cassandra.class,
        node -> cassandra(node.address(), node.datacenter(), null));
  }

  private static Reading<?, ?> keyspace() {
    return new Reading<>(
        CassandraKeyspace.class,
        Access.Cassandra.class,
        keyspace -> cassandra(keyspace.address(), keyspace.datacenter(), keyspace.name()));
  }

  private static Access.Cassandra cassandra(
      String address, String datacenter, @Nullable String keyspace) {
    Access.At at = Access.At.of(URI.create("cassandra://" + address), null);
    return new Access.Cassandra(at, datacenter, keyspace);
  }

  private static Reading<?, ?> pulsar() {
    return new Reading<>(
        PulsarContainer.class,
        Access.Pulsar.class,
        broker -> new Access.Pulsar(broker.uri(), broker.adminUrl()));
  }

  private static Reading<?, ?> artemis() {
    return new Reading<>(
        ArtemisContainer.class,
        Access.Artemis.class,
        broker -> new Access.Artemis(broker.uri(), broker.user(), broker.password()));
  }
}
