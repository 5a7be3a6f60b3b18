package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ExecSpec;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.Network;
import dev.mayfly.docker.DockerEngine;
import dev.mayfly.junit.Container;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class KafkaContainerTests {

  private static final int POLLS = 100;

  @Container
  private static final KafkaContainer broker =
      KafkaContainer.of()
          .setting("auto.create.topics.enable", "false")
          .setting("log.retention.ms", "123456")
          .topic("orders", 3)
          .topic("transactions", 1)
          .topic("messages", 1)
          .topic("far-messages", 1);

  @Container
  private static final GenericContainer tools =
      GenericContainer.of("apache/kafka:4.1.0")
          .command("sleep", "infinity")
          .readyWhen(ReadyWhen.running());

  @Container private static final Network lane = Network.of("lane");

  /** Its own name is the one that the broker has elsewhere. */
  @Container(network = "lane")
  private static final GenericContainer toolsInTheLane =
      GenericContainer.of("apache/kafka:4.1.0")
          .customize(spec -> spec.hostname("broker"))
          .command("sleep", "infinity")
          .readyWhen(ReadyWhen.running());

  private static KafkaProducer<String, String> producer(KafkaContainer kafka, String transaction) {
    Properties settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    if (!transaction.isEmpty()) {
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transaction);
    }
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  /** Reads as a member of a group until {@code count} records have come. */
  private static List<String> read(KafkaContainer kafka, String topic, int count) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            "readers-of-" + topic,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      for (int poll = 0; poll < POLLS && values.size() < count; poll++) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  @Test
  void a_group_reads_what_a_client_wrote() throws Exception {
    try (var producer = producer(broker, "")) {
      producer.send(new ProducerRecord<>("orders", "1", "a book")).get();
    }
    assertThat(read(broker, "orders", 1)).containsExactly("a book");
  }

  @Test
  void a_transaction_is_committed() {
    try (var producer = producer(broker, "payment")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactions", "1", "paid"));
      producer.commitTransaction();
    }
    assertThat(read(broker, "transactions", 1)).containsExactly("paid");
  }

  @Test
  void topics_exist_with_their_partitions_and_settings_are_in_force() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(partitions(admin, "orders")).isEqualTo(3);
      assertThat(partitions(admin, "messages")).isEqualTo(1);
      ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
      Config config = admin.describeConfigs(List.of(node)).all().get().get(node);
      assertThat(config.get("log.retention.ms").value()).isEqualTo("123456");
      assertThat(config.get("auto.create.topics.enable").value()).isEqualTo("false");
    }
  }

  private static int partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  @Test
  void another_container_reaches_it_by_its_alias() {
    assertThat(broker.networkBootstrapServers()).isEqualTo("broker:9093");
    write(tools, broker.networkBootstrapServers(), "messages", "from next door");
    assertThat(read(broker, "messages", 1)).containsExactly("from next door");
  }

  @Test
  void on_a_network_that_it_joins_later_it_is_reached_by_the_alias_it_has_there() {
    broker.running().connect(lane, "events");
    write(toolsInTheLane, "events:9093", "far-messages", "from the lane");
    assertThat(read(broker, "far-messages", 1)).containsExactly("from the lane");
  }

  @Test
  void a_broker_that_is_alone_is_reached_from_within_by_its_alias() {
    try (Containers session = Containers.open()) {
      KafkaContainer alone = session.start("alone", KafkaContainer.of().topic("orders", 1));
      ExecSpec list =
          ExecSpec.of(
              "/opt/kafka/bin/kafka-topics.sh",
              "--list",
              "--bootstrap-server",
              alone.networkBootstrapServers());
      assertThat(alone.running().exec(list).orThrow().stdout()).contains("orders");
    }
  }

  /** The directory is the broker's user's, who writes to it at the start. */
  @Test
  void files_may_be_added_to_a_brokers_configuration(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("added.properties"), "x=1\n");
    try (Containers session = Containers.open()) {
      KafkaContainer own =
          session.start(
              "own",
              KafkaContainer.of()
                  .customize(spec -> spec.copy(FileSource.path(folder), "/opt/kafka/config")));

      assertThat(own.running().exec(ExecSpec.of("ls", "/opt/kafka/config")).stdout())
          .contains("added.properties", "server.properties");
    }
  }

  private static void write(
      GenericContainer tools, String bootstrapServers, String topic, String value) {
    ExecSpec write =
        ExecSpec.of(
                "/opt/kafka/bin/kafka-console-producer.sh",
                "--bootstrap-server",
                bootstrapServers,
                "--topic",
                topic,
                "--max-block-ms",
                "10000")
            .stdin(value + "\n");
    tools.running().exec(write).orThrow();
  }

  @Test
  void a_broker_that_is_started_again_knows_its_new_port(@Container KafkaContainer restarted)
      throws Exception {
    restarted.running().restart(Duration.ofSeconds(10));
    try (var producer = producer(restarted, "")) {
      producer.send(new ProducerRecord<>("made-on-demand", "1", "still here")).get();
    }
    assertThat(read(restarted, "made-on-demand", 1)).containsExactly("still here");
  }

  @Test
  void a_broker_that_others_restart_tells_its_new_address() throws Exception {
    KafkaContainer kafka = KafkaContainer.of();
    try (Containers containers = Containers.open();
        DockerEngine others = DockerEngine.open(setting -> Optional.empty())) {
      String id = containers.start(kafka).running().id();
      String before = kafka.bootstrapServers();

      others.stopContainer(id, Duration.ofSeconds(10));
      others.startContainer(id);

      assertThat(kafka.bootstrapServers()).isNotEqualTo(before);
      try (var producer = producer(kafka, "")) {
        producer.send(new ProducerRecord<>("orders", "1", "a book")).get();
      }
    }
  }
}
