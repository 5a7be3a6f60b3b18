package dev.mayfly.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class Neo4jOptionsTests {

  private static ContainerSpec spec(Neo4jContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_with_a_login() {
    Neo4jContainer container = Neo4jContainer.of();
    assertThat(spec(container).image().describe()).isEqualTo("neo4j:5.26");
    assertThat(spec(container).ports()).containsExactly(Port.tcp(7474), Port.tcp(7687));
    assertThat(container.user()).isEqualTo("neo4j");
    assertThat(container.password()).isEqualTo("graph-password");
  }

  @Test
  void a_password_reaches_the_image_and_is_a_secret() {
    Neo4jContainer container = Neo4jContainer.of().password("never-told");
    assertThat(spec(container).env()).containsEntry("NEO4J_AUTH", "neo4j/never-told");
    assertThat(container.password()).isEqualTo("never-told");
    assertThat(spec(container).toString()).doesNotContain("never-told");
  }

  @Test
  void a_password_that_the_image_would_cut_is_refused() {
    assertThatThrownBy(() -> Neo4jContainer.of().password("never/told"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("slash", "try: ")
        .hasMessageNotContaining("told");
  }

  @Test
  void without_a_login_there_is_no_user() {
    Neo4jContainer container = Neo4jContainer.of().noAuth();
    assertThat(spec(container).env()).containsEntry("NEO4J_AUTH", "none");
    assertThat(container.user()).isNull();
    assertThat(container.password()).isNull();
  }

  @Test
  void settings_and_plugins_are_told_as_the_image_reads_them() {
    Neo4jContainer container =
        Neo4jContainer.of().setting("server.memory.heap.max_size", "256m").plugins("apoc", "n10s");
    assertThat(spec(container).env())
        .containsEntry("NEO4J_server_memory_heap_max__size", "256m")
        .containsEntry("NEO4J_PLUGINS", "[\"apoc\",\"n10s\"]");
  }

  @Test
  void init_scripts_are_numbered_and_must_be_cypher() {
    assertThat(
            spec(Neo4jContainer.of().initScript(FileSource.resource("graph/people.cypher")))
                .files())
        .extracting(CopiedFile::containerPath)
        .containsExactly("/var/lib/mayfly/init/000-people.cypher");
    assertThatThrownBy(() -> Neo4jContainer.of().initScript(FileSource.resource("people.sql")))
        .hasMessageContaining("people.sql");
  }

  @Test
  void a_statement_ends_with_a_semicolon_at_a_lines_end() {
    assertThat(InitCypher.statements("CREATE (:A {t: 'a; b'}); \r\n\nMATCH (n)\nRETURN n;\n;\n"))
        .containsExactly("CREATE (:A {t: 'a; b'})", "MATCH (n)\nRETURN n");
    assertThat(InitCypher.statements("RETURN 1")).containsExactly("RETURN 1");
    assertThat(InitCypher.statements("")).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(Neo4jContainer.class, Neo4jContainer.of())
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
