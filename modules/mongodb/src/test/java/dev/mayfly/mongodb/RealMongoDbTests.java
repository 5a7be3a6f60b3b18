package dev.mayfly.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.SnapshotSpec;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What only MongoDB itself can do; where a stand-in has its place, all of it is skipped. */
@Tag("docker")
class RealMongoDbTests {

  private static final String PASSWORD = "p@ss: wörd/%";

  @Container private static final MongoDbContainer plain = MongoDbContainer.of();

  @BeforeEach
  void need_the_real_one() {
    assumeThat(plain.exec("mongod", "--version").stdout())
        .as("the server that runs here")
        .doesNotContain("stand-in");
  }

  @Test
  void in_a_replica_set_transactions_can_be_undone_also_after_a_restart() {
    MongoDbContainer set = MongoDbContainer.of().replicaSet();
    try (Containers containers = Containers.open()) {
      containers.start(set);
      undoAnInsertion(set);
      set.running().restart(Duration.ofSeconds(10));
      undoAnInsertion(set);
    }
  }

  @Test
  void a_second_run_starts_with_what_scripts_have_made_in_the_first_one() {
    MongoDbContainer kept =
        MongoDbContainer.of()
            .user("ann")
            .password(PASSWORD)
            .initScript(FileSource.text("db.things.insertOne({name: 'a book'})"))
            .replicaSet()
            .customize(
                spec -> spec.snapshot(SnapshotSpec.of().version(UUID.randomUUID().toString())));
    for (int run = 1; run <= 2; run++) {
      try (Containers containers = Containers.open()) {
        containers.start(kept);
        assertThat(kept.logs().contains("running /docker-entrypoint-initdb.d")).isEqualTo(run == 1);
        try (MongoClient client = MongoClients.create(kept.uri())) {
          MongoCollection<Document> things = client.getDatabase("test").getCollection("things");
          assertThat(things.countDocuments()).isEqualTo(1);
          things.insertOne(new Document("name", "of a test"));
        }
      }
    }
  }

  @Test
  void a_replica_set_with_a_user_and_scripts_has_what_they_made() {
    MongoDbContainer set =
        MongoDbContainer.of()
            .user("ann")
            .password(PASSWORD)
            .initScript(FileSource.text("db.things.insertOne({name: 'a book'})"))
            .replicaSet();
    try (Containers containers = Containers.open()) {
      containers.start(set);
      undoAnInsertion(set);
      try (MongoClient client = MongoClients.create(set.uri())) {
        assertThat(things(client, set).countDocuments()).isEqualTo(1);
      }
      String hello = "db.hello().isWritablePrimary";
      assertThat(set.exec("mongosh", "--quiet", set.networkUri(), "--eval", hello).stdout())
          .contains("true");
    }
  }

  private static MongoCollection<Document> things(MongoClient client, MongoDbContainer server) {
    return client.getDatabase(server.database()).getCollection("things");
  }

  private static void undoAnInsertion(MongoDbContainer server) {
    try (MongoClient client = MongoClients.create(server.uri());
        ClientSession session = client.startSession()) {
      MongoCollection<Document> things = things(client, server);
      long before = things.countDocuments();
      session.startTransaction();
      things.insertOne(session, new Document("name", "a lamp"));
      assertThat(things.countDocuments(session, new Document())).isEqualTo(before + 1);
      session.abortTransaction();
      assertThat(things.countDocuments()).isEqualTo(before);
    }
  }

  @Test
  void a_password_is_asked_for_and_databases_are_dropped_with_it() throws Exception {
    MongoDbContainer guarded = MongoDbContainer.of().password(PASSWORD);
    try (Containers containers = Containers.open();
        DatabaseMaker maker =
            new DatabaseMaker(containers.start(guarded).running(), "0123456789ab")) {
      String name = maker.make(MongoDbDatabase.of());
      try (MongoClient client = MongoClients.create(guarded.uri());
          MongoClient stranger = MongoClients.create("mongodb://" + guarded.address(27017))) {
        client.getDatabase(name).getCollection("things").insertOne(new Document("a", 1));
        maker.drop(name);
        assertThat(client.listDatabaseNames().into(new ArrayList<>())).doesNotContain(name);
        assertThatThrownBy(() -> stranger.listDatabaseNames().first())
            .isInstanceOf(MongoException.class)
            .hasMessageContaining("requires authentication");
      }
    }
  }

  @Test
  void without_a_driver_databases_are_dropped_by_the_images_shell() {
    try (MongoClient client = MongoClients.create(plain.uri());
        DatabaseRemoval removal = new RemovalByShell(plain.running())) {
      client.getDatabase("left").getCollection("things").insertOne(new Document("a", 1));
      removal.drop("left");
      assertThat(client.listDatabaseNames().into(new ArrayList<>())).doesNotContain("left");
    }
  }

  @Test
  void a_script_with_an_error_fails_the_start_with_the_shells_words() {
    MongoDbContainer broken =
        MongoDbContainer.of().initScript(FileSource.text("db.things.insertTwo({})"));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(broken))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("insertTwo is not a function");
    }
  }
}
