package dev.mayfly.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.mayfly.ContainerStartException;
import dev.mayfly.FileSource;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class CassandraContainerTests {

  // tag::example[]
  @Container
  private static final CassandraContainer node =
      CassandraContainer.of().datacenter("Oslo").initScript(FileSource.resource("shop.cql"));

  // end::example[]

  private static CqlSession session;

  // tag::example[]
  @BeforeAll
  static void connect() {
    session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(node.host(), node.port()))
            .withLocalDatacenter(node.datacenter())
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                    .build())
            .build();
  }

  // end::example[]

  @AfterAll
  static void disconnect() {
    session.close();
  }

  private static AbstractThrowableAssert<?, ?> assertFailure(CassandraContainer container) {
    try (Containers containers = Containers.open()) {
      return assertThatThrownBy(() -> containers.start(container))
          .isInstanceOf(ContainerStartException.class);
    }
  }

  @Test
  void what_init_scripts_made_is_there() {
    assertThat(session.execute("SELECT title FROM shop.books WHERE id = 7").all())
        .extracting(row -> row.getString("title"))
        .containsExactly("Mayflies; a 'short' life");
  }

  @Test
  void the_node_knows_its_datacenter(@Isolated CassandraKeyspace keyspace) {
    assertThat(keyspace.datacenter()).isEqualTo("Oslo");
    Row local = session.execute("SELECT data_center FROM system.local").one();
    assertThat(local).extracting(row -> row.getString(0)).isEqualTo("Oslo");
  }

  // tag::example[]
  @RepeatedTest(3)
  void each_test_has_a_keyspace_of_its_own(@Isolated CassandraKeyspace keyspace) {
    session.execute("CREATE TABLE " + keyspace.name() + ".orders (id int PRIMARY KEY)");
    session.execute("INSERT INTO " + keyspace.name() + ".orders (id) VALUES (1)");
    assertThat(session.execute("SELECT id FROM " + keyspace.name() + ".orders").all()).hasSize(1);
    assertThat(keyspace.networkAddress()).isEqualTo("node:9042");
  }

  // end::example[]

  @Test
  void a_keyspace_that_is_dropped_is_gone_and_what_is_refused_is_told() throws IOException {
    SliceMaker<CassandraKeyspace> maker = node.slices(node.running(), "0123456789ab");
    String name = assertMade(maker);
    maker.close();
    assertThatThrownBy(() -> maker.drop(name))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name);
  }

  private static String assertMade(SliceMaker<CassandraKeyspace> maker) throws IOException {
    try {
      String name = maker.make(CassandraKeyspace.of());
      assertThat(name).isEqualTo("mayfly_0123456789ab_1");
      maker.drop(name);
      return name;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Test
  void drivers_and_other_containers_have_an_address_each() {
    assertThat(node.address()).isEqualTo(node.host() + ":" + node.port());
    assertThat(node.networkAddress()).isEqualTo("node:9042");
  }

  @Test
  void an_init_script_with_an_error_fails_the_start_with_its_line_and_the_nodes_words() {
    String script =
        "CREATE KEYSPACE shop WITH replication =\n"
            + "  {'class': 'SimpleStrategy', 'replication_factor': 1};\n"
            + "CREATE TABL shop.books (id int PRIMARY KEY);\n";
    assertFailure(CassandraContainer.of().initScript(FileSource.text(script)))
        .hasMessageContaining("the init script 000-script.cql failed")
        .hasMessageContaining("000-script.cql:3:")
        .hasMessageContaining("no viable alternative at input 'TABL'");
  }

  @Test
  void a_configuration_that_the_node_refuses_fails_the_start_with_its_words() {
    assertFailure(CassandraContainer.of().config(FileSource.text("cluster_nam: shop\n")))
        .hasMessageContaining("cluster_nam");
  }

  @Test
  void an_image_of_another_product_fails_the_start_by_the_program_that_it_lacks() {
    assertFailure(CassandraContainer.of("busybox:1.35")).hasMessageContaining("\"cassandra\"");
  }
}
