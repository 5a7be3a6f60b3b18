package dev.mayfly.kafka;

import dev.mayfly.ContainerSpec;
import dev.mayfly.arguments.Given;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes lines of server.properties as the variables that the image makes them of. */
final class NodeSettings {

  private static final int MOST_BROKERS = 9;
  private static final int USUAL_COPIES = 3;

  /** Several JVMs share the processors at the start. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private NodeSettings() {}

  static ContainerSpec set(ContainerSpec spec, String property, String value) {
    String known = Given.name(property, "setting's name");
    String variable = "KAFKA_" + known.replace("_", "__").replace('.', '_').replace("-", "___");
    return spec.env(variable.toUpperCase(Locale.ROOT), Given.text(value, "setting " + known));
  }

  /** A description of a container with one node, which is broker and controller. */
  static ContainerSpec one(ContainerSpec spec) {
    ContainerSpec node =
        all(
            spec.env("KAFKA_NODE_ID", "1"),
            List.of(
                "process.roles=broker,controller",
                "controller.quorum.voters=1@localhost:9094",
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=BROKER",
                "listeners=PLAINTEXT://:9092,NETWORK://:9093,CONTROLLER://localhost:9094,BROKER://localhost:9095",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,NETWORK:PLAINTEXT,CONTROLLER:PLAINTEXT,BROKER:PLAINTEXT"));
    return quick(all(node, copies(1)));
  }

  /** Nobody is waited for: the first group gets its partitions at once. */
  private static ContainerSpec quick(ContainerSpec spec) {
    return all(
        spec,
        List.of(
            "offsets.topic.num.partitions=1",
            "transaction.state.log.num.partitions=1",
            "share.coordinator.state.topic.num.partitions=1",
            "group.initial.rebalance.delay.ms=0"));
  }

  /**
   * How many brokers have a copy of each topic, and how many must have one of what is written to
   * the brokers' own topics: one may be missing.
   */
  private static List<String> copies(int copies) {
    int needed = Math.max(1, copies - 1);
    return List.of(
        "default.replication.factor=" + copies,
        "offsets.topic.replication.factor=" + copies,
        "transaction.state.log.replication.factor=" + copies,
        "transaction.state.log.min.isr=" + needed,
        "share.coordinator.state.topic.replication.factor=" + copies,
        "share.coordinator.state.topic.min.isr=" + needed);
  }

  /**
   * A description of a container with several brokers, and a controller beside them.
   *
   * @throws IllegalArgumentException if they are too few or too many, or given already
   */
  static ContainerSpec several(ContainerSpec spec, int brokers) {
    if (brokers < 2 || brokers > MOST_BROKERS) {
      throw new IllegalArgumentException(
          "A cluster can't have %d brokers here. try: 2 to %d, or leave brokers(…) out for one."
              .formatted(brokers, MOST_BROKERS));
    }
    if (Brokers.count(spec.env()) > 1) {
      throw new IllegalArgumentException("brokers(…) is given twice");
    }
    ContainerSpec cluster =
        spec.env(Brokers.COUNT, Integer.toString(brokers))
            .command("sh", "-c", ClusterProcesses.WAIT_AND_START);
    if (spec.startTimeout() == null) {
      cluster = cluster.startTimeout(PATIENCE);
    }
    for (int broker = 2; broker <= brokers; broker++) {
      cluster = cluster.expose(Brokers.port(broker));
    }
    return replaced(
        set(cluster, "controller.quorum.voters", "0@localhost:9094"),
        copies(1),
        copies(Math.min(USUAL_COPIES, brokers)));
  }

  /** Lines that somebody has changed already stay so. */
  private static ContainerSpec replaced(ContainerSpec spec, List<String> old, List<String> lines) {
    ContainerSpec changed = spec;
    for (int i = 0; i < lines.size(); i++) {
      boolean isOld = all(changed, List.of(old.get(i))).equals(changed);
      changed = isOld ? all(changed, List.of(lines.get(i))) : changed;
    }
    return changed;
  }

  private static ContainerSpec all(ContainerSpec spec, List<String> lines) {
    ContainerSpec changed = spec;
    for (String line : lines) {
      int equals = line.indexOf('=');
      changed = set(changed, line.substring(0, equals), line.substring(equals + 1));
    }
    return changed;
  }
}
