package dev.mayfly.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("docker")
@Execution(ExecutionMode.CONCURRENT)
class MongoDbDatabaseTests {

  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  @Container private static final MongoDbContainer server = MongoDbContainer.of();

  private static MongoClient client;

  @Isolated private MongoDbDatabase mine;

  @BeforeAll
  static void connect() {
    client = MongoClients.create(server.uri());
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  private static MongoCollection<Document> things(MongoDbDatabase database) {
    return client.getDatabase(database.name()).getCollection("things");
  }

  @BeforeEach
  void write(@Isolated MongoDbDatabase database) {
    things(database).insertOne(new Document("of", database.name()));
  }

  @RepeatedTest(20)
  void each_test_has_a_database_of_its_own_which_before_each_can_fill() {
    assertThat(things(mine).find())
        .extracting(thing -> thing.get("of"))
        .containsExactly(mine.name());
    assertThat(NAMES.add(mine.name())).isTrue();
    assertThat(mine.uri()).contains("/" + mine.name() + "?");
    assertThat(mine.networkUri()).startsWith("mongodb://server:27017/" + mine.name() + "?");
  }

  @Test
  void one_that_is_dropped_is_gone_also_after_the_server_was_started_again(
      @Container MongoDbContainer own) {
    try (SliceMaker<MongoDbDatabase> maker = own.slices(own.running(), "0123456789ab")) {
      for (int start = 1; start <= 2; start++) {
        String name = "mayfly_0123456789ab_" + start;
        fillAndDrop(maker, own, name);
        own.running().restart(Duration.ofSeconds(5));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fillAndDrop(
      SliceMaker<MongoDbDatabase> maker, MongoDbContainer own, String name) throws Exception {
    assertThat(maker.make(MongoDbDatabase.of())).isEqualTo(name);
    try (MongoClient other = MongoClients.create(own.uri())) {
      other.getDatabase(name).getCollection("things").insertOne(new Document("a", 1));
      assertThat(other.listDatabaseNames().into(new ArrayList<>())).contains(name);
      maker.drop(name);
      assertThat(other.listDatabaseNames().into(new ArrayList<>())).doesNotContain(name);
    }
  }
}
