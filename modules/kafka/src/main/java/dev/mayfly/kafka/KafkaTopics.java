package dev.mayfly.kafka;

import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import java.util.List;
import java.util.stream.Stream;

/**
 * Topics and groups of its own for a test, in a {@link KafkaContainer} that many tests share: their
 * names begin with what no other test has. They are deleted when the test is over.
 *
 * <p>The broker does not enforce it: a consumer that subscribes to a pattern should begin it with
 * {@link #name}. Transactions' ids and the broker's settings are not kept apart. Immutable in its
 * options: each returns a copy. Thread-safe.
 */
public final class KafkaTopics implements Slice {

  private final SliceSlot slot = SliceSlot.of();
  private final List<TopicReadiness> made;

  private KafkaTopics(List<TopicReadiness> made) {
    this.made = List.copyOf(made);
  }

  /** No topics but those that clients make. */
  public static KafkaTopics of() {
    return new KafkaTopics(List.of());
  }

  /**
   * With a topic that exists when the test begins.
   *
   * @param name what {@link #topic(String)} is asked for
   * @throws IllegalArgumentException if there are fewer than 1 partitions, or the topic is there
   *     already
   */
  public KafkaTopics topic(String name, int partitions) {
    if (made.stream().anyMatch(topic -> topic.name().equals(name))) {
      throw new IllegalArgumentException("topic \"" + name + "\" is given twice");
    }
    return new KafkaTopics(
        Stream.concat(made.stream(), Stream.of(new TopicReadiness(name, partitions))).toList());
  }

  List<TopicReadiness> made() {
    return made;
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /** What the broker knows the test's topic under. */
  public String topic(String name) {
    return name() + "." + name;
  }

  /** What the broker knows the test's group of consumers under. */
  public String group(String name) {
    return name() + "." + name;
  }

  /** {@code host:port} for clients in this JVM. */
  public String bootstrapServers() {
    return container().address(KafkaContainer.PORT);
  }

  /** {@code alias:9093} for clients in containers on the same network. */
  public String networkBootstrapServers() {
    return container().networkAlias() + ":" + KafkaContainer.NETWORK_PORT;
  }
}
