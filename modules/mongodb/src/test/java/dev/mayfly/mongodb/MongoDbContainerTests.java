package dev.mayfly.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.MayflyException;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class MongoDbContainerTests {

  private static final String ORDER = "/tmp/order";

  @Container
  private static final MongoDbContainer orders =
      MongoDbContainer.of().database("orders").initScript("first.sh", "second.sh");

  @Test
  void a_client_stores_a_document() {
    try (MongoClient client = MongoClients.create(orders.uri())) {
      MongoCollection<Document> things =
          client.getDatabase(orders.database()).getCollection("things");
      things.insertOne(new Document("name", "a book"));
      assertThat(things.countDocuments(new Document("name", "a book"))).isEqualTo(1);
    }
  }

  @Test
  void scripts_have_run_in_order_before_the_server_could_be_reached() {
    assertThat(new String(orders.running().readFile(ORDER)))
        .isEqualTo("first in orders\nsecond while nobody was let in\n");
  }

  @Test
  void another_container_reaches_it_by_its_alias(@Container MongoDbContainer neighbour) {
    assertThat(orders.networkUri()).startsWith("mongodb://orders:27017/orders?");
    String reach = "exec 3<>/dev/tcp/orders/27017 && echo reached";
    assertThat(neighbour.exec("bash", "-c", reach).orThrow().stdout()).isEqualTo("reached\n");

    neighbour.running().restart(Duration.ofSeconds(5));

    try (MongoClient client = MongoClients.create(neighbour.uri())) {
      assertThat(client.getDatabase("test").runCommand(new Document("ping", 1))).containsKey("ok");
    }
  }

  @Test
  void a_script_with_an_error_fails_the_start_with_its_own_words(@TempDir java.nio.file.Path folder)
      throws Exception {
    var script = java.nio.file.Files.writeString(folder.resolve("bad.sh"), "no-such-program\n");
    MongoDbContainer broken = MongoDbContainer.of().initScript(FileSource.path(script));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(broken))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("000-bad.sh")
          .hasMessageContaining("no-such-program: command not found");
    }
  }

  @Test
  void an_image_without_mongod_fails_the_start_by_that_name() {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(MongoDbContainer.of("busybox:1.35")))
          .isInstanceOf(MayflyException.class)
          .hasMessageContaining("mongod");
    }
  }

  @Test
  void what_answers_but_is_no_mongodb_fails_the_start_at_once() {
    MongoDbContainer other =
        MongoDbContainer.of("busybox:1.35")
            .customize(
                spec -> spec.command("nc", "-ll", "-p", "27017", "-e", "echo", "-ERR hello"));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(other))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("does not speak MongoDB's protocol");
    }
  }
}
