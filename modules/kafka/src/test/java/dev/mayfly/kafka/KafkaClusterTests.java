package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class KafkaClusterTests {

  private static final int POLLS = 300;

  @Container
  private static final KafkaContainer cluster =
      KafkaContainer.of()
          .brokers(3)
          .setting("min.insync.replicas", "2")
          .setting("offsets.topic.num.partitions", "3")
          .setting("broker.session.timeout.ms", "4000")
          .setting("broker.heartbeat.interval.ms", "500")
          .topic("orders", 3)
          .topic("stops", 1)
          .topic("crashes", 1);

  @Container
  private static final GenericContainer beside =
      GenericContainer.of("apache/kafka:4.1.0")
          .command("sleep", "infinity")
          .readyWhen(ReadyWhen.running());

  private static TopicDescription describe(String topic) throws Exception {
    try (Admin admin = Admin.create(new HashMap<>(cluster.clientProperties()))) {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    }
  }

  private static int leader(String topic) throws Exception {
    return describe(topic).partitions().get(0).leader().id();
  }

  private static KafkaProducer<String, String> producer(KafkaContainer kafka) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("acks", "all");
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  private static void send(KafkaContainer kafka, String topic, String value) throws Exception {
    try (var producer = producer(kafka)) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static List<String> read(KafkaContainer kafka, String topic, int count) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("group.id", "readers-of-" + topic);
    properties.put("auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      for (int poll = 0; poll < POLLS && values.size() < count; poll++) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  @Test
  void clients_are_told_each_broker_and_topics_have_their_copies_at_once() throws Exception {
    try (Admin admin = Admin.create(new HashMap<>(cluster.clientProperties()))) {
      assertThat(admin.describeCluster().nodes().get())
          .extracting(node -> node.host() + ":" + node.port())
          .containsExactlyInAnyOrder(cluster.bootstrapServers().split(","));
      List<TopicPartitionInfo> partitions = describe("orders").partitions();
      assertThat(partitions).hasSize(3);
      assertThat(partitions)
          .allSatisfy(one -> assertThat(one.isr()).extracting(Node::id).contains(1, 2, 3));
    }
  }

  @Test
  void another_container_reaches_each_broker_by_its_alias() {
    assertThat(cluster.networkBootstrapServers())
        .isEqualTo("cluster:9093,cluster:9193,cluster:9293");
    for (String broker : cluster.networkBootstrapServers().split(",")) {
      String topics =
          beside
              .exec("/opt/kafka/bin/kafka-topics.sh", "--bootstrap-server", broker, "--describe")
              .orThrow()
              .stdout();
      assertThat(topics).contains("Topic: orders");
    }
  }

  // tag::fail-over[]
  @Test
  void an_order_is_taken_while_the_broker_that_led_its_topic_is_away() throws Exception {
    int first = leader("stops");
    try (var producer = producer(cluster)) {
      producer.send(new ProducerRecord<>("stops", "before")).get();
      cluster.stopBroker(first);
      producer.send(new ProducerRecord<>("stops", "meanwhile")).get();
    }
    assertThat(leader("stops")).isNotEqualTo(first);

    cluster.startBroker(first);

    assertThat(describe("stops").partitions().get(0).isr()).hasSize(3);
    assertThat(read(cluster, "stops", 2)).containsExactly("before", "meanwhile");
  }

  // end::fail-over[]

  @Test
  void a_broker_that_is_stopped_or_runs_already_is_left_so() {
    cluster.stopBroker(3);
    cluster.stopBroker(3);
    cluster.startBroker(3);
    String process = processOf(3);
    cluster.startBroker(3);
    assertThat(processOf(3)).isEqualTo(process);
  }

  private static String processOf(int broker) {
    return cluster.exec("cat", "/tmp/mayfly-nodes/" + broker + ".pid").orThrow().stdout();
  }

  @Test
  void a_crash_is_noticed_by_the_others() throws Exception {
    int first = leader("crashes");
    cluster.killBroker(first);
    await().atMost(Duration.ofMinutes(1)).until(() -> leader("crashes") != first);
    send(cluster, "crashes", "meanwhile");

    cluster.startBroker(first);

    assertThat(describe("crashes").partitions().get(0).isr()).hasSize(3);
    assertThat(read(cluster, "crashes", 1)).containsExactly("meanwhile");
  }

  @Test
  void a_tests_groups_are_deleted_at_each_broker_that_coordinates_some() throws Exception {
    try (SliceMaker<KafkaTopics> maker = cluster.slices(cluster.running(), "00000000000f");
        Admin admin = Admin.create(new HashMap<>(cluster.clientProperties()))) {
      String slice = maker.make(KafkaTopics.of().topic("orders", 1));
      List<String> groups = Stream.of("a", "b", "c").map(one -> slice + "." + one).toList();
      join(admin, groups);
      admin.electLeaders(ElectionType.PREFERRED, null).partitions().get();
      await() // a coordinator that has just become one knows its groups a moment later
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .untilAsserted(
              () -> assertThat(coordinators(admin, groups)).containsExactlyInAnyOrder(1, 2, 3));

      maker.drop(slice);

      assertThat(admin.listGroups().all().get())
          .extracting(GroupListing::groupId)
          .doesNotContainAnyElementsOf(groups);
    }
  }

  /** With offsets of a topic that stays, so that no group goes with its topic. */
  private static void join(Admin admin, List<String> groups) throws Exception {
    var read = Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(0));
    for (String group : groups) {
      admin.alterConsumerGroupOffsets(group, read).all().get();
    }
  }

  private static List<Integer> coordinators(Admin admin, List<String> groups) throws Exception {
    return admin.describeConsumerGroups(groups).all().get().values().stream()
        .map(group -> group.coordinator().id())
        .toList();
  }

  @Test
  void who_names_a_broker_that_is_not_there_is_told_which_are() {
    Stream.of(0, 4)
        .forEach(
            number ->
                assertThatThrownBy(() -> cluster.stopBroker(number))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no broker " + number)
                    .hasMessageContaining("1 to 3"));
  }

  @Test
  void a_broker_that_ends_by_itself_ends_the_cluster_which_tells_it() {
    try (Containers session = Containers.open()) {
      KafkaContainer own = session.start(KafkaContainer.of().brokers(2));
      own.exec("sh", "-c", "kill -KILL $(cat /tmp/mayfly-nodes/2.pid)").orThrow();
      await().atMost(Duration.ofMinutes(1)).until(() -> !own.running().isRunning());
      assertThatThrownBy(own::bootstrapServers)
          .isInstanceOf(MayflyException.class)
          .hasMessageContaining("exit code 1")
          .hasMessageContaining("Node 2 of the Kafka cluster has ended by itself")
          .hasMessageContaining("exit code 137");
    }
  }

  @Test
  void a_setting_that_the_brokers_refuse_fails_the_start_with_their_own_words() {
    KafkaContainer wrong = KafkaContainer.of().brokers(2).setting("num.io.threads", "none");
    try (Containers session = Containers.open()) {
      assertThatThrownBy(() -> session.start(wrong)).hasMessageContaining("num.io.threads");
    }
  }

  @Test
  void a_cluster_with_users_and_tls_that_is_started_again_has_what_was_written() throws Exception {
    try (Containers session = Containers.open()) {
      KafkaContainer own =
          session.start(
              KafkaContainer.of().tls().brokers(2).user("ann", "secret").topic("bills", 1));
      send(own, "bills", "still here");
      own.running().restart(Duration.ofSeconds(20));
      assertThat(read(own, "bills", 1)).containsExactly("still here");
    }
  }
}
