package dev.mayfly.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a broker knows of its cluster.
 *
 * @param members {@code host:port} of each broker that takes part, as clients like this one are
 *     told, by its number
 * @param topics all of them, if they were asked for
 */
record Metadata(Map<Integer, String> members, List<Topic> topics) {

  private static final short METADATA = 3;
  private static final short VERSION = 1;
  private static final int ALL = -1;
  private static final int NONE = 0;
  private static final int NOBODY = -1;

  /** A topic. */
  record Topic(String name, List<Partition> partitions) {

    /** Whether all copies are complete that these brokers have of it. */
    boolean isReplicated(Set<Integer> brokers) {
      return partitions.stream().allMatch(one -> one.isReplicated(brokers));
    }

    /** Whether this broker still copies what others have of it. */
    boolean isBehind(int broker) {
      return partitions.stream().anyMatch(one -> one.isBehind(broker));
    }
  }

  /** A part of a topic: who leads it, who has a copy, and whose are complete. */
  record Partition(int leader, List<Integer> copies, List<Integer> complete) {

    private boolean isReplicated(Set<Integer> brokers) {
      return copies.stream().filter(brokers::contains).allMatch(complete::contains);
    }

    private boolean isBehind(int broker) {
      return leader != NOBODY && copies.contains(broker) && !complete.contains(broker);
    }
  }

  /** Who is in the cluster. */
  static Metadata members(BrokerConnection broker) throws IOException {
    return ask(broker, NONE);
  }

  /** Who is in the cluster, and which topics it has; none is made by the question. */
  static Metadata all(BrokerConnection broker) throws IOException {
    return ask(broker, ALL);
  }

  private static Metadata ask(BrokerConnection broker, int topics) throws IOException {
    DataInputStream answer = broker.ask(METADATA, VERSION, body -> body.writeInt(topics));
    Map<Integer, String> members = new TreeMap<>();
    for (int brokers = answer.readInt(); brokers > 0; brokers--) {
      int number = answer.readInt();
      members.put(number, BrokerConnection.readText(answer) + ":" + answer.readInt());
      BrokerConnection.readText(answer); // its rack
    }
    answer.readInt(); // the controller
    return new Metadata(members, topics(answer));
  }

  private static List<Topic> topics(DataInputStream answer) throws IOException {
    List<Topic> topics = new ArrayList<>();
    for (int count = answer.readInt(); count > 0; count--) {
      answer.readShort(); // what is wrong with it
      String name = BrokerConnection.readText(answer);
      answer.readBoolean(); // whether it is the broker's own
      topics.add(new Topic(name, partitions(answer)));
    }
    return topics;
  }

  private static List<Partition> partitions(DataInputStream answer) throws IOException {
    List<Partition> partitions = new ArrayList<>();
    for (int count = answer.readInt(); count > 0; count--) {
      answer.readShort(); // what is wrong with it
      answer.readInt(); // its number
      partitions.add(new Partition(answer.readInt(), numbers(answer), numbers(answer)));
    }
    return partitions;
  }

  private static List<Integer> numbers(DataInputStream answer) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (int count = answer.readInt(); count > 0; count--) {
      numbers.add(answer.readInt());
    }
    return numbers;
  }
}
