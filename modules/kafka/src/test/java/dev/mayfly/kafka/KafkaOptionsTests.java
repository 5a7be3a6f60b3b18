package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSpec;
import dev.mayfly.NullArguments;
import dev.mayfly.Port;
import dev.mayfly.ready.ReadyWhen;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaOptionsTests {

  private static ContainerSpec spec(KafkaContainer container) {
    return container.slot().spec();
  }

  @Test
  void the_default_is_a_pinned_image_of_one_node() {
    ContainerSpec spec = spec(KafkaContainer.of());
    assertThat(spec.image().describe()).isEqualTo("apache/kafka:4.1.0");
    assertThat(spec.ports()).containsExactly(Port.tcp(9092));
    assertThat(spec.readiness()).isEqualTo(new BrokerReadiness());
    assertThat(spec.env())
        .containsEntry("KAFKA_PROCESS_ROLES", "broker,controller")
        .containsEntry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
  }

  @Test
  void settings_become_variables_as_the_image_reads_them() {
    KafkaContainer container =
        KafkaContainer.of().setting("log.retention.ms", "1000").setting("a_name.with-all", "kinds");
    assertThat(spec(container).env())
        .containsEntry("KAFKA_LOG_RETENTION_MS", "1000")
        .containsEntry("KAFKA_A__NAME_WITH___ALL", "kinds");
  }

  @Test
  void logins_and_tls_add_up_in_whatever_order_they_are_given() {
    KafkaContainer one = KafkaContainer.of().tls().user("ann", "secret1").user("bob", "secret2");
    KafkaContainer other = KafkaContainer.of().user("bob", "secret2").user("ann", "secret1").tls();
    Map<String, String> env = one.slot().spec().env();
    assertThat(env).isEqualTo(other.slot().spec().env());
    assertThat(env)
        .containsEntry(
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
            "PLAINTEXT:SASL_SSL,NETWORK:SASL_SSL,CONTROLLER:PLAINTEXT,BROKER:PLAINTEXT");
    assertThat(env.get("KAFKA_LISTENER_NAME_NETWORK_PLAIN_SASL_JAAS_CONFIG"))
        .endsWith("required user_ann=\"secret1\" user_bob=\"secret2\";");
    assertThat(one.slot().spec()).asString().doesNotContain("secret1", "secret2");
    assertThat(Access.of(env)).hasToString("SASL_SSL");
  }

  @Test
  void a_password_survives_the_quotes_of_jaas_and_the_escapes_of_properties() {
    KafkaContainer container = KafkaContainer.of().user("ann", "a\"b\\cä");
    assertThat(
            container
                .slot()
                .spec()
                .env()
                .get("KAFKA_LISTENER_NAME_PLAINTEXT_PLAIN_SASL_JAAS_CONFIG"))
        .endsWith("user_ann=\"a\\\\\"b\\\\\\\\c\\u00e4\";");
  }

  @Test
  void a_user_that_kafka_would_not_know_is_refused() {
    KafkaContainer one = KafkaContainer.of().user("ann", "secret");
    assertThatThrownBy(() -> one.user("ann", "other")).hasMessageContaining("twice");
    assertThatThrownBy(() -> one.user("a b", "other")).hasMessageContaining("a-z");
    assertThatThrownBy(() -> one.user("bob", "")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> one.clientProperties("bob")).hasMessageContaining("no user \"bob\"");
  }

  @Test
  void topics_are_waited_for_after_the_broker() {
    KafkaContainer container = KafkaContainer.of().topic("orders", 3);
    assertThat(spec(container).readiness())
        .isEqualTo(ReadyWhen.allOf(new BrokerReadiness(), new TopicReadiness("orders", 3)));
  }

  @Test
  void a_brokers_topic_is_given_once() {
    KafkaContainer container = KafkaContainer.of().topic("orders", 3).setting("log.dir", "/x");
    assertThatThrownBy(() -> container.topic("orders", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"orders\" is given twice");
    assertThat(spec(container.topic("bills", 1)).readiness().describe())
        .contains("orders", "bills");
  }

  @Test
  void a_topic_that_a_later_readiness_has_dropped_can_be_given_again() {
    KafkaContainer container =
        KafkaContainer.of()
            .topic("orders", 3)
            .customize(spec -> spec.readyWhen(new BrokerReadiness()));
    assertThat(spec(container.topic("orders", 1)).readiness())
        .isEqualTo(ReadyWhen.allOf(new BrokerReadiness(), new TopicReadiness("orders", 1)));
  }

  @Test
  void a_topic_needs_a_partition() {
    assertThatThrownBy(() -> KafkaContainer.of().topic("orders", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"orders\"")
        .hasMessageContaining("0 partitions");
  }

  @Test
  void a_tests_topic_is_given_once() {
    KafkaTopics topics = KafkaTopics.of().topic("orders", 3).topic("bills", 3);
    assertThatThrownBy(() -> topics.topic("orders", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"orders\" is given twice");
  }

  @Test
  void a_name_that_kafka_allows_no_topic_is_refused() {
    assertThatThrownBy(() -> KafkaTopics.of().topic("all orders", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"all orders\" can't be a topic's name");
    assertThatThrownBy(() -> KafkaTopics.of().topic("")).hasMessageContaining("can't be a topic");
  }

  @Test
  void who_asks_for_certificates_without_them_is_told_the_option() {
    assertThatThrownBy(() -> KafkaContainer.of().user("ann", "secret").caCertificate())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("try: tls() among the container's options");
  }

  @Test
  void several_brokers_have_ports_and_copies_whatever_else_is_given_before_and_after() {
    KafkaContainer one = KafkaContainer.of().topic("orders", 3).user("ann", "secret").brokers(3);
    KafkaContainer other = KafkaContainer.of().brokers(3).topic("orders", 3).user("ann", "secret");
    assertThat(spec(one)).isEqualTo(spec(other));
    assertThat(spec(one).ports()).containsExactly(Port.tcp(9092), Port.tcp(9192), Port.tcp(9292));
    assertThat(spec(one).env())
        .containsEntry("KAFKA_DEFAULT_REPLICATION_FACTOR", "3")
        .containsEntry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "3")
        .containsEntry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "2");
    assertThat(spec(KafkaContainer.of().brokers(2)).env())
        .containsEntry("KAFKA_DEFAULT_REPLICATION_FACTOR", "2")
        .containsEntry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
  }

  @Test
  void copies_that_are_said_stay_so_before_and_after_the_brokers() {
    KafkaContainer before = KafkaContainer.of().setting("default.replication.factor", "2");
    KafkaContainer after = KafkaContainer.of().brokers(3);
    assertThat(spec(before.brokers(3)))
        .isEqualTo(spec(after.setting("default.replication.factor", "2")));
    assertThat(spec(before.brokers(3)).env())
        .containsEntry("KAFKA_DEFAULT_REPLICATION_FACTOR", "2")
        .containsEntry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "3");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 1, 10})
  void a_number_of_brokers_that_makes_no_cluster_is_refused(int count) {
    assertThatThrownBy(() -> KafkaContainer.of().brokers(count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(count + " brokers")
        .hasMessageContaining("2 to 9");
  }

  @Test
  void several_brokers_have_more_time_to_start_unless_it_is_said() {
    assertThat(spec(KafkaContainer.of().brokers(3)).startTimeout())
        .isEqualTo(Duration.ofMinutes(3));
    KafkaContainer quick =
        KafkaContainer.of().customize(spec -> spec.startTimeout(Duration.ofSeconds(9)));
    assertThat(spec(quick.brokers(3)).startTimeout()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void brokers_are_given_once() {
    assertThatThrownBy(() -> KafkaContainer.of().brokers(3).brokers(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given twice");
  }

  @Test
  void equal_options_make_equal_specs() {
    assertThat(spec(KafkaContainer.of().topic("orders", 3)))
        .isEqualTo(spec(KafkaContainer.of().topic("orders", 3)))
        .isNotEqualTo(spec(KafkaContainer.of()));
  }

  @Test
  void a_registry_keeps_schemas_in_memory_unless_a_broker_is_named() {
    ContainerSpec alone = SchemaRegistryContainer.of().slot().spec();
    assertThat(alone.image().describe()).isEqualTo("apicurio/apicurio-registry:3.3.3");
    assertThat(alone.env()).doesNotContainKey("APICURIO_STORAGE_KIND");
    assertThat(alone.env().get("JAVA_TOOL_OPTIONS")).doesNotContain("GC");
    assertThat(SchemaRegistryContainer.of().kafka("broker:9093").slot().spec().env())
        .containsEntry("APICURIO_STORAGE_KIND", "kafkasql")
        .containsEntry("APICURIO_KAFKASQL_BOOTSTRAP_SERVERS", "broker:9093");
    assertThatThrownBy(() -> SchemaRegistryContainer.of().kafka(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kafka");
  }

  @TestFactory
  Stream<DynamicTest> a_registrys_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(SchemaRegistryContainer.class, SchemaRegistryContainer.of())
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }

  @TestFactory
  Stream<DynamicTest> an_option_that_is_null_is_refused_by_its_name() {
    return NullArguments.of(KafkaContainer.class, KafkaContainer.of())
        .filter(call -> !call.option().equals("slices"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), call::isRefused));
  }
}
