package dev.mayfly.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ElasticsearchOptionsTests {

  private static ContainerSpec spec(ContainerHandle container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_that_waits_for_no_other_node() {
    ContainerSpec elastic = spec(ElasticsearchContainer.of());
    assertThat(elastic.image().describe())
        .isEqualTo("docker.elastic.co/elasticsearch/elasticsearch:8.6.2");
    ContainerSpec open = spec(OpenSearchContainer.of());
    assertThat(open.image().describe()).isEqualTo("opensearchproject/opensearch:3");
    for (ContainerSpec spec : new ContainerSpec[] {elastic, open}) {
      assertThat(spec.ports()).containsExactly(Port.tcp(9200));
      assertThat(spec.env()).containsEntry("discovery.type", "single-node");
    }
  }

  @Test
  void nobody_is_asked_for_a_password_unless_there_is_one() {
    assertThat(ElasticsearchContainer.of().password()).isNull();
    assertThat(spec(ElasticsearchContainer.of()).env())
        .containsEntry("xpack.security.enabled", "false");
    assertThat(spec(OpenSearchContainer.of()).env())
        .containsEntry("DISABLE_SECURITY_PLUGIN", "true");
    ElasticsearchContainer guarded = ElasticsearchContainer.of().password("secret");
    assertThat(guarded.password()).isEqualTo("secret");
    assertThat(spec(guarded).env())
        .containsEntry("xpack.security.enabled", "true")
        .containsEntry("xpack.security.http.ssl.enabled", "false")
        .containsEntry("ELASTIC_PASSWORD", "secret");
  }

  @Test
  void a_secured_node_asks_for_a_password_and_speaks_tls_in_whatever_order_it_is_told() {
    ElasticsearchContainer secured = ElasticsearchContainer.of().secured("*.search.test");
    assertThat(secured.password()).isEqualTo("changeme");
    assertThat(spec(secured).env())
        .containsEntry("xpack.security.enabled", "true")
        .containsEntry("xpack.security.http.ssl.enabled", "true")
        .containsEntry(
            "xpack.security.http.ssl.key", "/usr/share/elasticsearch/config/mayfly-tls/server.key");
    assertThat(spec(ElasticsearchContainer.of().secured().password("secret")))
        .isEqualTo(spec(ElasticsearchContainer.of().password("secret").secured()));
  }

  @Test
  void a_heap_is_given_in_the_variable_of_each() {
    assertThat(spec(ElasticsearchContainer.of().heap("1g")).env().get("ES_JAVA_OPTS"))
        .contains("-Xms1g -Xmx1g");
    assertThat(spec(OpenSearchContainer.of().heap("1g")).env().get("OPENSEARCH_JAVA_OPTS"))
        .contains("-Xms1g -Xmx1g");
  }

  @Test
  void plugins_are_installed_in_the_order_given_before_the_image_starts_its_node() {
    ContainerSpec elastic =
        spec(ElasticsearchContainer.of().plugin("analysis-icu", "mapper-size").plugin("x"));
    assertThat(elastic.command())
        .startsWith("sh", "-c")
        .endsWith("plugins", "analysis-icu", "mapper-size", "x");
    assertThat(elastic.command().get(2))
        .contains("bin/elasticsearch-plugin install --batch")
        .endsWith("exec /usr/local/bin/docker-entrypoint.sh eswrapper\n");
    assertThat(spec(OpenSearchContainer.of().plugin("x")).command().get(2))
        .contains("bin/opensearch-plugin install --batch")
        .endsWith("exec ./opensearch-docker-entrypoint.sh opensearch\n");
  }

  @Test
  void a_node_that_is_kept_starts_without_locks_also_with_plugins_in_whatever_order() {
    assertThat(spec(ElasticsearchContainer.of().snapshot()).command())
        .startsWith("bash", "-c")
        .endsWith("locks", "data", "eswrapper");
    assertThat(spec(OpenSearchContainer.of().snapshot().setting("path.data", "/mine")).command())
        .endsWith("locks", "/mine", "opensearch")
        .containsOnlyOnce("locks");
    List<String> both = spec(ElasticsearchContainer.of().plugin("x").snapshot()).command();
    assertThat(both)
        .endsWith("plugins", "x")
        .isEqualTo(spec(ElasticsearchContainer.of().snapshot().plugin("x")).command());
    assertThat(spec(ElasticsearchContainer.of()).command()).isNull();
  }

  @Test
  void a_readiness_of_the_users_own_stays() {
    ElasticsearchContainer container =
        ElasticsearchContainer.of()
            .customize(spec -> spec.readyWhen(ReadyWhen.port(9200)))
            .password("secret");
    assertThat(spec(container).readiness()).isEqualTo(ReadyWhen.port(9200));
  }

  @Test
  void who_asks_for_certificates_without_them_is_told_the_option() {
    assertThatThrownBy(() -> ElasticsearchContainer.of().sslContext())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("try: secured() among the container's options");
    assertThatThrownBy(() -> ElasticsearchContainer.of().caCertificate())
        .hasMessageContaining("try: secured()");
  }

  @Test
  void an_option_returns_a_copy() {
    ElasticsearchContainer container = ElasticsearchContainer.of();
    assertThat(spec(container.heap("1g"))).isNotEqualTo(spec(container));
    assertThat(spec(container)).isEqualTo(spec(ElasticsearchContainer.of()));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return Stream.concat(
            NullArguments.of(ElasticsearchContainer.class, ElasticsearchContainer.of()),
            NullArguments.of(OpenSearchContainer.class, OpenSearchContainer.of()))
        .filter(call -> !call.option().equals("slices"))
        .filter(call -> !call.option().equals("heap"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @Test
  void what_the_node_would_not_take_is_refused_with_what_to_do() {
    assertThatThrownBy(() -> ElasticsearchContainer.of().password("short"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("fewer than 6 characters", "try: ");
    assertThatThrownBy(() -> OpenSearchContainer.of().heap("half a gigabyte"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("half a gigabyte", "512m");
    assertThatThrownBy(() -> SearchIndices.of().index("Books"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"Books\" can't be an index's name");
  }
}
