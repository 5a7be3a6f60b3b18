package dev.mayfly.kafka;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Each broker knows that all have joined the cluster, under the addresses at which this JVM reaches
 * them.
 */
record BrokerReadiness() implements Readiness {

  @Override
  public Look look(Probe probe) throws IOException {
    List<Integer> brokers = Brokers.numbers(probe.env());
    List<InetSocketAddress> advertised =
        brokers.stream().map(broker -> probe.clientAddress(Brokers.port(broker))).toList();
    Access access = Access.of(probe.env());
    return Brokers.askEach(probe, broker -> look(broker, advertised, access));
  }

  /** One look at one broker. */
  Look look(InetSocketAddress server, List<InetSocketAddress> advertised, Access access)
      throws IOException {
    try (BrokerConnection broker = BrokerConnection.open(server, access)) {
      Metadata known = Metadata.members(broker);
      List<String> missing = new ArrayList<>();
      advertised.forEach(one -> missing.add(one.getHostString() + ":" + one.getPort()));
      missing.removeAll(known.members().values());
      return missing.isEmpty()
          ? Look.ready()
          : Look.notYet(
              "the cluster's brokers are "
                  + known.members().values()
                  + ", not yet "
                  + String.join(", ", missing));
    }
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofPort(AdvertisedListeners.PORT);
  }

  @Override
  public String describe() {
    return "the Kafka broker has joined its cluster under its mapped address";
  }
}
