package dev.mayfly.kafka;

import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives out names that topics and groups begin with, and deletes what then begins with them.
 * Thread-safe; each call connects anew.
 *
 * <p>Names contain the run. What a dead run left on a broker that outlives it stays there under
 * names that nobody uses any more.
 */
final class TopicMaker implements SliceMaker<KafkaTopics> {

  private static final short METADATA = 3;
  private static final short LIST_GROUPS = 16;
  private static final short DELETE_TOPICS = 20;
  private static final short DELETE_GROUPS = 42;
  private static final int ALL = -1;
  private static final int DELETION_MILLIS = 800;

  /** Errors that say that there is no such topic or group any more. */
  private static final Set<Short> GONE = Set.of((short) 3, (short) 69);

  private final RunningContainer container;
  private final String run;
  private final AtomicInteger number = new AtomicInteger();

  TopicMaker(RunningContainer container, String run) {
    this.container = container;
    this.run = run;
  }

  @Override
  public Object content(KafkaTopics description) {
    return description.made();
  }

  @Override
  public String make(KafkaTopics description) throws IOException {
    String name = "mayfly." + run + "." + number.incrementAndGet();
    for (TopicReadiness topic : description.made()) {
      Look look = new TopicReadiness(name + "." + topic.name(), topic.partitions()).look(broker());
      if (look.verdict() != Verdict.READY) {
        throw new MayflyException(
            "the broker made no topic \"" + topic.name() + "\": " + look.seen());
      }
    }
    return name;
  }

  private InetSocketAddress broker() {
    return container.mappedAddress(KafkaContainer.PORT);
  }

  @Override
  public void drop(String name) throws IOException {
    try (BrokerConnection broker = BrokerConnection.open(broker())) {
      delete(broker, DELETE_TOPICS, (short) 1, of(name, topics(broker)));
      delete(broker, DELETE_GROUPS, (short) 0, of(name, groups(broker)));
    }
  }

  private static List<String> of(String slice, List<String> names) {
    return names.stream().filter(name -> name.startsWith(slice + ".")).toList();
  }

  private static void delete(
      BrokerConnection broker, short request, short version, List<String> names)
      throws IOException {
    if (names.isEmpty()) {
      return;
    }
    DataInputStream answer =
        broker.ask(
            request,
            version,
            body -> {
              body.writeInt(names.size());
              for (String name : names) {
                BrokerConnection.writeText(body, name);
              }
              if (request == DELETE_TOPICS) {
                body.writeInt(DELETION_MILLIS);
              }
            });
    requireDeleted(answer);
  }

  private static void requireDeleted(DataInputStream answer) throws IOException {
    answer.readInt(); // for how long it was throttled
    List<String> refused = new ArrayList<>();
    for (int names = answer.readInt(); names > 0; names--) {
      String name = BrokerConnection.readText(answer);
      short error = answer.readShort();
      if (error != 0 && !GONE.contains(error)) {
        refused.add(name + " (error " + error + ")");
      }
    }
    if (!refused.isEmpty()) {
      throw new IOException("the broker did not delete " + String.join(", ", refused));
    }
  }

  private static List<String> topics(BrokerConnection broker) throws IOException {
    DataInputStream answer = broker.ask(METADATA, (short) 1, body -> body.writeInt(ALL));
    for (int brokers = answer.readInt(); brokers > 0; brokers--) {
      BrokerReadiness.member(answer);
    }
    answer.readInt(); // the controller
    List<String> names = new ArrayList<>();
    for (int topics = answer.readInt(); topics > 0; topics--) {
      answer.readShort(); // what is wrong with it
      names.add(BrokerConnection.readText(answer));
      answer.readBoolean(); // whether it is the broker's own
      skipPartitions(answer);
    }
    return names;
  }

  private static void skipPartitions(DataInputStream answer) throws IOException {
    for (int partitions = answer.readInt(); partitions > 0; partitions--) {
      answer.skipNBytes(Short.BYTES + 2 * Integer.BYTES); // what is wrong, its number, its leader
      answer.skipNBytes((long) Integer.BYTES * answer.readInt()); // who has copies
      answer.skipNBytes((long) Integer.BYTES * answer.readInt()); // whose are good
    }
  }

  private static List<String> groups(BrokerConnection broker) throws IOException {
    DataInputStream answer = broker.ask(LIST_GROUPS, (short) 0, body -> {});
    answer.readShort(); // what is wrong
    List<String> names = new ArrayList<>();
    for (int groups = answer.readInt(); groups > 0; groups--) {
      names.add(BrokerConnection.readText(answer));
      BrokerConnection.readText(answer); // its protocol
    }
    return names;
  }

  @Override
  public void close() {
    // no connection is kept
  }
}
