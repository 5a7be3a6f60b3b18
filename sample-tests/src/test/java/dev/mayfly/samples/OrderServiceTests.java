package dev.mayfly.samples;

import static dev.mayfly.ready.ReadyWhen.http;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.GenericContainer;
import dev.mayfly.ImageBuild;
import dev.mayfly.junit.Container;
import dev.mayfly.kafka.KafkaContainer;
import dev.mayfly.postgresql.PostgresContainer;
import dev.mayfly.redis.RedisContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application of our own, in a container, over a database, a cache and a broker. */
@Tag("docker")
class OrderServiceTests {

  // tag::services[]
  @Container
  static final PostgresContainer db =
      PostgresContainer.of("postgres:15").database("orders").initScript("schema.sql");

  @Container static RedisContainer cache;

  @Container static final KafkaContainer broker = KafkaContainer.of().topic("orders", 1);

  // end::services[]
  // tag::application[]
  @Container(dependsOn = {"db", "cache", "broker"})
  static final GenericContainer app =
      GenericContainer.of(ImageBuild.of(Path.of("target/orders-image")))
          .expose(8080)
          .env("DB_URL", "jdbc:postgresql://db/orders")
          .env("DB_USER", "postgres")
          .env("DB_PASSWORD", "postgres")
          .env("CACHE_URL", "redis://cache:6379")
          .env("BROKER", "broker:9093")
          .readyWhen(http("/health").port(8080).status(200));

  // end::application[]

  private final OrderClient orders = new OrderClient();

  // tag::test[]
  @Test
  void stores_an_order() throws Exception {
    String place = orders.post(app.url(8080), "a book");

    assertThat(orders.get(app.url(8080), place)).isEqualTo("a book");
    assertThat(itemsIn(db)).contains("a book");
  }

  // end::test[]

  @Test
  void announces_an_order() throws Exception {
    String place = orders.post(app.url(8080), "a lamp");

    assertThat(eventWithKey(place.substring("/orders/".length()))).isEqualTo("a lamp");
  }

  // tag::pause[]
  @Test
  void survives_a_lost_cache() throws Exception {
    String place = orders.post(app.url(8080), "a chair");
    cache.pause();
    try {
      assertThat(orders.get(app.url(8080), place)).isEqualTo("a chair");
    } finally {
      cache.unpause();
    }
  }

  // end::pause[]

  @Test
  void reads_an_order_through_the_cache() throws Exception {
    String place = orders.post(app.url(8080), "a table");
    String key = "order:" + place.substring("/orders/".length());

    orders.get(app.url(8080), place);

    assertThat(cache.exec("redis-cli", "get", key).stdout()).isEqualTo("a table\n");
  }

  @Test
  void has_said_that_it_listens() {
    assertThat(app.logs()).contains("The order service listens on port 8080");
  }

  private static List<String> itemsIn(PostgresContainer database) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select array_agg(item) from orders")) {
      rows.next();
      return List.of((String[]) rows.getArray(1).getArray());
    }
  }

  private static String eventWithKey(String key) throws IOException {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    var text = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, text, text)) {
      List<TopicPartition> partition = List.of(new TopicPartition("orders", 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      while (true) {
        var events = consumer.poll(Duration.ofSeconds(20));
        if (events.isEmpty()) {
          throw new IOException("no event with key " + key + " came within 20 s");
        }
        for (ConsumerRecord<String, String> event : events) {
          if (event.key().equals(key)) {
            return event.value();
          }
        }
      }
    }
  }
}
