package dev.mayfly.kafka;

import dev.mayfly.ready.Look;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes the topics and groups of a slice; ready when there are none any more.
 *
 * @param slice what their names begin with
 * @param topics those to delete even if the broker does not list them yet
 */
record TopicRemoval(String slice, List<String> topics) {

  private static final short LIST_GROUPS = 16;
  private static final short DELETE_TOPICS = 20;
  private static final short DELETE_GROUPS = 42;
  private static final int TIMEOUT_MILLIS = 800;

  /** Errors that say that there is no such topic or group any more. */
  private static final Set<Short> GONE = Set.of((short) 3, (short) 69);

  /** Errors of a broker that is slow, or has not read yet which groups there are. */
  private static final Set<Short> PASSING = Set.of((short) 7, (short) 14, (short) 15, (short) 16);

  Look look(InetSocketAddress server, Access access) throws IOException {
    try (BrokerConnection broker = BrokerConnection.open(server, access)) {
      Set<String> names = new LinkedHashSet<>(topics);
      names.addAll(own(listedTopics(broker)));
      Look deleted = delete(broker, DELETE_TOPICS, (short) 1, names);
      return deleted.isReady()
          ? delete(broker, DELETE_GROUPS, (short) 0, own(listedGroups(broker)))
          : deleted;
    }
  }

  private Set<String> own(List<String> names) {
    Set<String> own = new LinkedHashSet<>(names);
    own.removeIf(name -> !name.startsWith(slice + "."));
    return own;
  }

  private static Look delete(
      BrokerConnection broker, short request, short version, Set<String> names) throws IOException {
    if (names.isEmpty()) {
      return Look.ready();
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
                body.writeInt(TIMEOUT_MILLIS);
              }
            });
    return judge(answer);
  }

  private static Look judge(DataInputStream answer) throws IOException {
    answer.readInt(); // for how long it was throttled
    List<String> refused = new ArrayList<>();
    boolean passing = true;
    for (int names = answer.readInt(); names > 0; names--) {
      String name = BrokerConnection.readText(answer);
      short error = answer.readShort();
      if (error != 0 && !GONE.contains(error)) {
        refused.add(name + " (error " + error + ")");
        passing &= PASSING.contains(error);
      }
    }
    if (refused.isEmpty()) {
      return Look.ready();
    }
    String seen = "the broker did not delete " + String.join(", ", refused);
    return passing ? Look.notYet(seen) : Look.never(seen);
  }

  private static List<String> listedTopics(BrokerConnection broker) throws IOException {
    return Metadata.all(broker).topics().stream().map(Metadata.Topic::name).toList();
  }

  private static List<String> listedGroups(BrokerConnection broker) throws IOException {
    DataInputStream answer = broker.ask(LIST_GROUPS, (short) 0, body -> {});
    answer.readShort(); // what is wrong
    List<String> names = new ArrayList<>();
    for (int groups = answer.readInt(); groups > 0; groups--) {
      names.add(BrokerConnection.readText(answer));
      BrokerConnection.readText(answer); // its protocol
    }
    return names;
  }
}
