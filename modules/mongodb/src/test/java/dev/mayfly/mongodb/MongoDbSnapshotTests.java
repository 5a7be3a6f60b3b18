package dev.mayfly.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import dev.mayfly.SnapshotSpec;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.KnownSnapshot;
import dev.mayfly.runtime.SnapshotRuns;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class MongoDbSnapshotTests {

  private static final String FILLING = "running /docker-entrypoint-initdb.d";

  @TempDir Path folder;

  private static void useThings(RunningContainer server, Consumer<MongoCollection<Document>> work) {
    String uri = "mongodb://" + server.address(Login.PORT) + "/?directConnection=true";
    try (MongoClient client = MongoClients.create(uri)) {
      work.accept(client.getDatabase("test").getCollection("things"));
    }
  }

  private static void add(RunningContainer server, String name) {
    useThings(server, things -> things.insertOne(new Document("name", name)));
  }

  private static void fill(Occasion occasion) {
    add(occasion.container(), "a book");
  }

  /** A run whose test finds what was filled, and adds to it. */
  private static String logOfRun(SnapshotRuns runs, MongoDbContainer server) {
    try (Containers containers = runs.open()) {
      containers.start(runs.name(), server);
      useThings(server.running(), things -> assertThat(things.countDocuments()).isEqualTo(1));
      add(server.running(), "of a test");
      return server.logs();
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // three starts and an image
  void the_second_run_starts_with_what_scripts_and_code_have_made() {
    MongoDbContainer server =
        MongoDbContainer.of()
            .initScript("first.sh")
            .customize(
                spec ->
                    spec.snapshot(
                        SnapshotSpec.of().version("things 1"), MongoDbSnapshotTests::fill));
    try (SnapshotRuns runs = SnapshotRuns.in(folder)) {
      assertThat(logOfRun(runs, server)).contains(FILLING);
      assertThat(runs.made()).singleElement().extracting(KnownSnapshot::used).isNull();

      assertThat(logOfRun(runs, server)).doesNotContain(FILLING);
      assertThat(runs.made()).singleElement().extracting(KnownSnapshot::used).isNotNull();
    }
  }
}
