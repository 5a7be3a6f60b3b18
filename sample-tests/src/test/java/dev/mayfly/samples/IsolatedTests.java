package dev.mayfly.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.junit.Container;
import dev.mayfly.junit.ContainerScope;
import dev.mayfly.junit.Isolated;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.kafka.KafkaTopics;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.postgresql.PostgresDatabase;
import dev.mayfly.redis.RedisContainer;
import dev.mayfly.redis.RedisDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests that run at the same time on one server, each with a part of it that is its own. */
@Tag("docker")
class IsolatedTests {

  // tag::postgres[]
  @Container(scope = ContainerScope.SUITE)
  static final PostgresContainer server = PostgresContainer.of("postgres:15");

  @RepeatedTest(20)
  @Execution(ExecutionMode.CONCURRENT)
  void each_run_has_a_database_of_its_own(@Isolated(scripts = "schema.sql") PostgresDatabase db)
      throws SQLException {
    try (Connection connection = db.dataSource().getConnection()) {
      connection.createStatement().execute("insert into orders (item) values ('a book')");
      assertThat(countOf(connection)).isEqualTo(1);
    }
  }

  // end::postgres[]

  private static int countOf(Connection connection) throws SQLException {
    try (ResultSet rows =
        connection.createStatement().executeQuery("select count(*) from orders")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Nested
  class Described {
    // tag::field[]
    @Isolated
    private final PostgresDatabase orders =
        PostgresDatabase.of()
            .script("schema.sql")
            .migrate(
                "one order",
                database -> {
                  try (Connection connection = database.getConnection()) {
                    connection
                        .createStatement()
                        .execute("insert into orders (item) values ('a book')");
                  }
                });

    @Test
    void begins_with_what_was_made_once() throws SQLException {
      try (Connection connection = orders.dataSource().getConnection()) {
        assertThat(countOf(connection)).isEqualTo(1);
      }
    }

    // end::field[]
  }

  @Nested
  class OtherServices {
    // tag::others[]
    @Container static RedisContainer cache;
    @Container static KafkaContainer broker;

    @BeforeEach
    void prepare(@Isolated RedisDatabase database) {
      assertThat(
              cache.exec("redis-cli", "-n", database.name(), "set", "greeting", "hello").stdout())
          .startsWith("OK");
    }

    @Test
    void a_numbered_database(@Isolated RedisDatabase database) { // the same as in prepare
      assertThat(database.uri().getPath()).isEqualTo("/" + database.number());
      assertThat(cache.exec("redis-cli", "-n", database.name(), "get", "greeting").stdout())
          .startsWith("hello");
    }

    @Test
    void topics_under_a_prefix(@Isolated KafkaTopics topics) {
      assertThat(topics.topic("orders")).isEqualTo(topics.name() + ".orders");
      assertThat(topics.bootstrapServers()).isEqualTo(broker.bootstrapServers());
    }

    // end::others[]
  }
}
