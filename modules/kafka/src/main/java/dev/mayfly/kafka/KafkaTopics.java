package dev.mayfly.kafka;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Topics and groups of its own for a test, in a {@link KafkaContainer} that many tests share: their
 * names begin with what no other test has. They are deleted when the test is over.
 *
 * <p>The broker does not enforce it: a consumer that subscribes to a pattern should begin it with
 * {@link #name}. Transactions' ids and the broker's settings are not kept apart. Immutable in its
 * options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class KafkaTopics implements Slice {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

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
   * @throws IllegalArgumentException if there are fewer than 1 partitions, the topic is there
   *     already, or Kafka allows no such name
   */
  public KafkaTopics topic(String name, int partitions) {
    requireName(name);
    if (made.stream().anyMatch(topic -> topic.name().equals(name))) {
      throw new IllegalArgumentException("topic \"" + name + "\" is given twice");
    }
    return new KafkaTopics(
        Stream.concat(made.stream(), Stream.of(new TopicReadiness(name, partitions))).toList());
  }

  /** As Kafka's own check of topics; a run's prefix is added to the name. */
  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" can't be a topic's name; use up to 200 of a-z, A-Z, 0-9, \".\", \"_\" and \"-\"."
              .formatted(name));
    }
  }

  List<TopicReadiness> made() {
    return made;
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /**
   * What the broker knows the test's topic under.
   *
   * @throws IllegalArgumentException if Kafka allows no such name
   */
  public String topic(String name) {
    requireName(name);
    return name() + "." + name;
  }

  /** What the broker knows the test's group of consumers under. */
  public String group(String name) {
    return name() + "." + name;
  }

  /** As {@link KafkaContainer#bootstrapServers}. */
  public String bootstrapServers() {
    return Brokers.bootstrapServers(container());
  }

  /** As {@link KafkaContainer#networkBootstrapServers}. */
  public String networkBootstrapServers() {
    return Brokers.networkBootstrapServers(container());
  }
}
