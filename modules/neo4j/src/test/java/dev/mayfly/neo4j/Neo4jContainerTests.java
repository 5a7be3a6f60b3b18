package dev.mayfly.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.junit.Container;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;

@Tag("docker")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Neo4jContainerTests {

  @Container
  private static final Neo4jContainer graph =
      Neo4jContainer.of()
          .password("never-told")
          .setting("server.memory.pagecache.size", "64m")
          .initScript(FileSource.resource("graph/people.cypher"));

  @Container
  private static final GenericContainer shop =
      GenericContainer.of("busybox:1.35")
          .command("sleep", "600")
          .customize(spec -> spec.readyWhen(ReadyWhen.running()));

  private static Driver driver(String password) {
    return GraphDatabase.driver(graph.uri(), AuthTokens.basic("neo4j", password));
  }

  private static List<Record> query(String cypher) {
    try (Driver driver = driver("never-told")) {
      return driver.executableQuery(cypher).execute().records();
    }
  }

  @Test
  @Order(1)
  void what_init_scripts_made_is_there() {
    assertThat(query("MATCH (a)-[:KNOWS]->(b) RETURN a.name AS a, b.name AS b"))
        .extracting(Record::asMap)
        .containsExactly(Map.of("a", "Ada; \"the\" Countess", "b", "Mary"));
    assertThat(query("SHOW CONSTRAINTS")).hasSize(1);
  }

  @Test
  @Order(2)
  void a_reset_leaves_nothing() {
    query("CREATE INDEX `by ``age` FOR (p:Person) ON (p.age)");
    long before = query("SHOW INDEXES").size();

    graph.reset();

    assertThat(query("MATCH (n) RETURN n")).isEmpty();
    assertThat(query("SHOW CONSTRAINTS")).isEmpty();
    assertThat(query("SHOW INDEXES")).hasSize((int) before - 2);
  }

  @Test
  void settings_are_in_force() {
    assertThat(query("SHOW SETTINGS 'server.memory.pagecache.size'"))
        .extracting(setting -> setting.get("value").asString())
        .containsExactly("64.00MiB");
  }

  @Test
  void a_wrong_password_is_refused() {
    try (Driver driver = driver("something-else")) {
      assertThatThrownBy(driver::verifyConnectivity).hasMessageContaining("unauthorized");
    }
  }

  @Test
  void another_container_reaches_it_by_its_alias() {
    assertThat(graph.networkUri()).hasToString("bolt://graph:7687");
    String page = graph.networkUrl().toString();
    assertThat(shop.exec("wget", "-q", "-O", "-", page).orThrow().stdout())
        .contains("\"neo4j_version\"");
  }

  @Test
  void an_init_script_with_an_error_fails_the_start_with_the_servers_words() {
    Neo4jContainer broken =
        Neo4jContainer.of()
            .noAuth()
            .initScript(FileSource.text("CREATE (:Person);\nCREATE Person;\n"));
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(broken))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("the init script 000-script.cypher failed")
          .hasMessageContaining("Invalid input")
          .hasMessageContaining("CREATE Person");
    }
  }

  @Test
  void a_password_that_is_too_short_fails_the_start_with_the_images_words() {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(Neo4jContainer.of().password("short")))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("The minimum password length is 8 characters");
    }
  }

  @Test
  void an_image_of_another_product_fails_the_start() {
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(Neo4jContainer.of("busybox:1.35")))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("it ended with exit code 0 before it was ready");
    }
  }
}
