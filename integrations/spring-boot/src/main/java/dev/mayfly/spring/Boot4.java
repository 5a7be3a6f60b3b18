package dev.mayfly.spring;

import com.mongodb.ConnectionString;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.springframework.boot.cassandra.autoconfigure.CassandraConnectionDetails;
import org.springframework.boot.cassandra.autoconfigure.CassandraProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/** Connection details of databases by the names that they have in Spring Boot 4. */
final class Boot4 {

  /** Each fails with a LinkageError where Boot, or what it supports, is not on the class path. */
  static final List<Supplier<Making<?, ?>>> ALL =
      List.of(
          () -> new Making<>(Access.Sql.class, JdbcConnectionDetails.class, Jdbc::new),
          () ->
              new Making<>(Access.Sql.class, R2dbcConnectionDetails.class, Boot4::r2dbc)
                  .needing(ConnectionFactoryOptions.class),
          () -> new Making<>(Access.Sql.class, FlywayConnectionDetails.class, Flyway::new),
          () -> new Making<>(Access.Sql.class, LiquibaseConnectionDetails.class, Liquibase::new),
          () -> new Making<>(Access.Redis.class, DataRedisConnectionDetails.class, Redis::new),
          () ->
              new Making<>(Access.Mongo.class, MongoConnectionDetails.class, Boot4::mongo)
                  .needing(ConnectionString.class),
          () ->
              new Making<>(Access.Search.class, ElasticsearchConnectionDetails.class, Search::new),
          () ->
              new Making<>(Access.Graph.class, Neo4jConnectionDetails.class, Graph::new)
                  .needing(AuthTokens.class),
          () ->
              new Making<>(Access.Cassandra.class, CassandraConnectionDetails.class, Cassandra::new)
                  .completing(
                      CassandraProperties.class,
                      (properties, node) -> {
                        if (node.keyspace() != null) {
                          properties.setKeyspaceName(node.keyspace());
                        }
                      }));

  private Boot4() {}

  private record Jdbc(Access.Sql sql) implements JdbcConnectionDetails {

    @Override
    public String getJdbcUrl() {
      return sql.url();
    }

    @Override
    public String getUsername() {
      return sql.user();
    }

    @Override
    public String getPassword() {
      return sql.password();
    }

    @Override
    public String getDriverClassName() {
      return sql.driver();
    }
  }

  private static R2dbcConnectionDetails r2dbc(Access.Sql sql) {
    ConnectionFactoryOptions options = Reactive.options(sql);
    return () -> options;
  }

  private record Flyway(Access.Sql sql) implements FlywayConnectionDetails {

    @Override
    public String getJdbcUrl() {
      return sql.url();
    }

    @Override
    public String getUsername() {
      return sql.user();
    }

    @Override
    public String getPassword() {
      return sql.password();
    }

    @Override
    public String getDriverClassName() {
      return sql.driver();
    }
  }

  private record Liquibase(Access.Sql sql) implements LiquibaseConnectionDetails {

    @Override
    public String getJdbcUrl() {
      return sql.url();
    }

    @Override
    public String getUsername() {
      return sql.user();
    }

    @Override
    public String getPassword() {
      return sql.password();
    }

    @Override
    public String getDriverClassName() {
      return sql.driver();
    }
  }

  private record Redis(Access.Redis redis) implements DataRedisConnectionDetails {

    @Override
    public @Nullable String getUsername() {
      return redis.at().user();
    }

    @Override
    public @Nullable String getPassword() {
      return redis.at().password();
    }

    @Override
    public @Nullable SslBundle getSslBundle() {
      return Trust.bundle(redis.at().trusted());
    }

    @Override
    public Standalone getStandalone() {
      String number = redis.at().path();
      int database = number.isEmpty() ? 0 : Integer.parseInt(number);
      return Standalone.of(redis.at().host(), redis.at().port(), database);
    }
  }

  private static MongoConnectionDetails mongo(Access.Mongo mongo) {
    ConnectionString address = new ConnectionString(mongo.uri());
    return () -> address;
  }

  private record Search(Access.Search search) implements ElasticsearchConnectionDetails {

    @Override
    public List<Node> getNodes() {
      Access.At at = search.at();
      Node.Protocol protocol = at.trusted() == null ? Node.Protocol.HTTP : Node.Protocol.HTTPS;
      return List.of(new Node(at.host(), at.port(), protocol, null, null));
    }

    @Override
    public @Nullable SslBundle getSslBundle() {
      return Trust.bundle(search.at().trusted());
    }

    @Override
    public @Nullable String getUsername() {
      return search.at().user();
    }

    @Override
    public @Nullable String getPassword() {
      return search.at().password();
    }
  }

  private record Graph(Access.Graph graph) implements Neo4jConnectionDetails {

    @Override
    public URI getUri() {
      return graph.uri();
    }

    @Override
    public AuthToken getAuthToken() {
      String password = graph.password();
      return password == null ? AuthTokens.none() : AuthTokens.basic(graph.user(), password);
    }
  }

  private record Cassandra(Access.Cassandra node) implements CassandraConnectionDetails {

    @Override
    public List<CassandraConnectionDetails.Node> getContactPoints() {
      return List.of(new CassandraConnectionDetails.Node(node.at().host(), node.at().port()));
    }

    @Override
    public String getLocalDatacenter() {
      return node.datacenter();
    }
  }
}
