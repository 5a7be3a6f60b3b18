package dev.mayfly.kafka;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The broker has joined its cluster, under the address at which this JVM reaches it. */
record BrokerReadiness() implements Readiness {

  private static final short METADATA = 3;
  private static final short VERSION = 1;

  @Override
  public Look look(Probe probe) throws IOException {
    return look(
        new InetSocketAddress(probe.host(), probe.mappedPort(AdvertisedListeners.PORT)),
        probe.clientAddress(AdvertisedListeners.PORT),
        Access.of(probe.env()));
  }

  Look look(InetSocketAddress server, InetSocketAddress advertised, Access access)
      throws IOException {
    try (BrokerConnection broker = BrokerConnection.open(server, access)) {
      DataInputStream metadata = broker.ask(METADATA, VERSION, request -> request.writeInt(0));
      String wanted = advertised.getHostString() + ":" + advertised.getPort();
      List<String> members = new ArrayList<>();
      for (int count = metadata.readInt(); count > 0; count--) {
        members.add(member(metadata));
      }
      return members.contains(wanted)
          ? Look.ready()
          : Look.notYet("the cluster's brokers are " + members + ", not yet " + wanted);
    }
  }

  static String member(DataInputStream metadata) throws IOException {
    metadata.readInt(); // the node's id
    String host = BrokerConnection.readText(metadata);
    int port = metadata.readInt();
    BrokerConnection.readText(metadata); // the rack
    return host + ":" + port;
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
