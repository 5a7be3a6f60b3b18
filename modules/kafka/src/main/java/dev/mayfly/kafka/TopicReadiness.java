package dev.mayfly.kafka;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * A topic exists, and each broker knows it and that its copies are complete. Each look asks one to
 * make it, which changes nothing the second time; there are as many copies as the brokers' own
 * setting says.
 *
 * @param name the topic's name
 * @param partitions at least 1
 */
record TopicReadiness(String name, int partitions) implements Readiness {

  private static final short CREATE_TOPICS = 19;
  private static final short VERSION = 4;
  private static final int TIMEOUT_MILLIS = 500;

  private static final short EXISTS = 36;
  private static final short AS_THE_BROKER_IS_SET = -1;

  /**
   * What a broker says again however often it is asked, by
   * https://kafka.apache.org/protocol#protocol_error_codes: a bad name, no permission for it or for
   * the cluster, a bad number of partitions, bad settings, a bad request, and a policy.
   */
  private static final Set<Short> LASTING =
      Set.of((short) 17, (short) 29, (short) 31, (short) 37, (short) 40, (short) 42, (short) 44);

  TopicReadiness {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "Topic \"" + name + "\" can't have " + partitions + " partitions.");
    }
  }

  /** The topic under the name that it has in a slice. */
  TopicReadiness in(String slice) {
    return new TopicReadiness(slice + "." + name, partitions);
  }

  @Override
  public Look look(Probe probe) throws IOException {
    Access access = Access.of(probe.env());
    Look made = look(Brokers.at(probe, 1), access);
    return made.isReady() ? Brokers.askEach(probe, broker -> isKnown(broker, access)) : made;
  }

  /** Whether one broker knows it, and that the copies of all in the cluster are complete. */
  Look isKnown(InetSocketAddress server, Access access) throws IOException {
    try (BrokerConnection broker = BrokerConnection.open(server, access)) {
      Metadata all = Metadata.all(broker);
      boolean known =
          all.topics().stream()
              .filter(topic -> topic.name().equals(name))
              .anyMatch(topic -> topic.isReplicated(all.members().keySet()));
      return known ? Look.ready() : Look.notYet("not all brokers know it and have it");
    }
  }

  /** Has one broker make it. */
  Look look(InetSocketAddress server, Access access) throws IOException {
    try (BrokerConnection broker = BrokerConnection.open(server, access)) {
      DataInputStream answer = broker.ask(CREATE_TOPICS, VERSION, this::write);
      answer.readInt(); // for how long it was throttled
      answer.readInt(); // how many topics follow: one
      BrokerConnection.readText(answer);
      short error = answer.readShort();
      String seen = "error " + error + ": " + BrokerConnection.readText(answer);
      if (error == 0 || error == EXISTS) {
        return Look.ready();
      }
      return LASTING.contains(error) ? Look.never(seen) : Look.notYet(seen);
    }
  }

  private void write(DataOutputStream request) throws IOException {
    request.writeInt(1); // topics
    BrokerConnection.writeText(request, name);
    request.writeInt(partitions);
    request.writeShort(AS_THE_BROKER_IS_SET); // copies
    request.writeInt(0); // chosen brokers
    request.writeInt(0); // settings
    request.writeInt(TIMEOUT_MILLIS);
    request.writeBoolean(false); // not only a check
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(AdvertisedListeners.PORT);
  }

  @Override
  public String describe() {
    return "the topic \"" + name + "\" exists";
  }
}
