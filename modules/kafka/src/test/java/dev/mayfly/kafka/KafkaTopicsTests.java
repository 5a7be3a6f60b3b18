package dev.mayfly.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.SliceMaker;
import dev.mayfly.junit.Container;
import dev.mayfly.junit.Isolated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("docker")
@Execution(ExecutionMode.CONCURRENT)
class KafkaTopicsTests {

  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  @Container private static final KafkaContainer broker = KafkaContainer.of();

  @Isolated private final KafkaTopics mine = KafkaTopics.of().topic("orders", 2);

  @RepeatedTest(3)
  void each_test_reads_only_what_it_has_written() {
    assertThat(NAMES.add(mine.name())).isTrue();
    send(mine, "orders", mine.name());

    assertThat(read(mine, "orders", 1)).containsExactly(mine.name());
    try (Admin admin = Admin.create(settings())) {
      assertThat(admin.describeTopics(List.of(mine.topic("orders"))).allTopicNames().get())
          .allSatisfy((name, topic) -> assertThat(topic.partitions()).hasSize(2));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void topics_and_groups_are_deleted_and_those_of_others_are_not() throws Exception {
    try (SliceMaker<KafkaTopics> maker = broker.slices(broker.running(), "0123456789ab");
        Admin admin = Admin.create(settings())) {
      String first = maker.make(KafkaTopics.of().topic("orders", 1));
      String second = maker.make(KafkaTopics.of().topic("orders", 1));

      maker.drop(first);

      await()
          .untilAsserted(
              () ->
                  assertThat(admin.listTopics().names().get())
                      .contains(second + ".orders")
                      .doesNotContain(first + ".orders"));
    }
  }

  @Test
  void a_group_goes_with_its_topics() throws Exception {
    try (SliceMaker<KafkaTopics> maker = broker.slices(broker.running(), "00000000000f");
        Admin admin = Admin.create(settings())) {
      String name = maker.make(KafkaTopics.of().topic("orders", 1));
      send(name + ".orders", "x");
      read(name + ".orders", name + ".readers", 1);
      assertThat(groups(admin)).contains(name + ".readers");

      maker.drop(name);

      assertThat(groups(admin)).doesNotContain(name + ".readers");
    }
  }

  @Test
  void a_topic_that_the_broker_does_not_make_is_told() {
    try (SliceMaker<KafkaTopics> maker = broker.slices(broker.running(), "0123456789ab")) {
      assertThatThrownBy(() -> maker.make(KafkaTopics.of().topic("a.b", 1).topic("a_b", 1)))
          .hasMessageContaining("the broker made no topic \"a_b\"")
          .hasMessageContaining("error 17"); // the two would collide
    }
  }

  private static List<String> groups(Admin admin) throws Exception {
    return admin.listGroups().all().get().stream().map(group -> group.groupId()).toList();
  }

  private static Map<String, Object> settings() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static void send(KafkaTopics topics, String topic, String value) {
    send(topics.topic(topic), value);
  }

  private static void send(String topic, String value) {
    try (var producer =
        new KafkaProducer<>(settings(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value));
    }
  }

  private static List<String> read(KafkaTopics topics, String topic, int count) {
    return read(topics.topic(topic), topics.group("readers"), count);
  }

  private static List<String> read(String topic, String group, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            group,
            "auto.offset.reset",
            "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      for (int polls = 0; values.size() < count && polls < 200; polls++) {
        Stream.of(consumer.poll(Duration.ofMillis(100)))
            .forEach(records -> records.forEach(one -> values.add(one.value())));
      }
      consumer.commitSync();
    }
    return values;
  }
}
