package dev.mayfly.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CassandraOptionsTests {

  private static ContainerSpec spec(CassandraContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_with_a_small_heap() {
    ContainerSpec spec = spec(CassandraContainer.of());
    assertThat(spec.image().describe()).isEqualTo("cassandra:5.0");
    assertThat(spec.ports()).containsExactly(Port.tcp(9042));
    assertThat(spec.env()).containsEntry("MAX_HEAP_SIZE", "512M");
    assertThat(CassandraContainer.of().datacenter()).isEqualTo("datacenter1");
  }

  @Test
  void a_datacenter_is_told_with_the_snitch_that_reads_it() {
    CassandraContainer container = CassandraContainer.of().datacenter("Oslo-1");
    assertThat(container.datacenter()).isEqualTo("Oslo-1");
    assertThat(spec(container).env())
        .containsEntry("CASSANDRA_DC", "Oslo-1")
        .containsEntry("CASSANDRA_ENDPOINT_SNITCH", "GossipingPropertyFileSnitch");
  }

  @Test
  void files_are_copied_to_where_they_are_read() {
    FileSource file = FileSource.text("x");
    assertThat(spec(CassandraContainer.of().config(file).initScript(file, file)).files())
        .extracting(CopiedFile::containerPath)
        .containsExactly(
            "/etc/cassandra/cassandra.yaml",
            "/var/lib/mayfly/init/000-script.cql",
            "/var/lib/mayfly/init/001-script.cql");
  }

  @Test
  void what_can_not_work_is_refused() {
    CassandraContainer container = CassandraContainer.of();
    assertThatThrownBy(() -> container.datacenter("Oslo/1")).hasMessageContaining("\"Oslo/1\"");
    assertThatThrownBy(() -> container.heapMegabytes(-1)).hasMessageContaining("-1 MB");
    assertThatThrownBy(() -> container.initScript(FileSource.resource("a.sql")))
        .hasMessageContaining("a.sql");
  }

  @Test
  void a_node_that_wants_a_login_is_given_up_with_its_words() {
    Look look = CqlReadiness.explained(Look.notYet("AuthenticationFailed('Remote end …')"));
    assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(look.seen()).contains("Remote end", "wants a login");
    assertThat(CqlReadiness.explained(Look.notYet("busy"))).isEqualTo(Look.notYet("busy"));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(CassandraContainer.class, CassandraContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
