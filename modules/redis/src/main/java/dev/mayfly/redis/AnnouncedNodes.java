package dev.mayfly.redis;

import dev.mayfly.ContainerSpec;
import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.LifecycleHook;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import dev.mayfly.arguments.OwnName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells a started container under which addresses its nodes send clients to each other, which are
 * known only now; until then the container's process waits.
 *
 * <p>Among themselves the nodes are at 127.0.0.1, since they share the container. So that is the
 * one address that all versions of Redis can announce; any other is announced as a host name, which
 * Redis knows from version 7 on.
 */
record AnnouncedNodes() implements LifecycleHook {

  static final List<Integer> PORTS = List.of(6379, 6380, 6381);

  /** The variable that says whether clients in containers are meant, and not those of this JVM. */
  private static final String TO_CONTAINERS = "MAYFLY_CLIENTS_IN_CONTAINERS";

  private static final String SETTINGS = "/data/mayfly-nodes";
  private static final String COMPLETE = SETTINGS + "-complete";
  private static final String LOCAL = "127.0.0.1";

  /**
   * Starts a server a port, with the arguments that all have, and makes them know each other, which
   * changes nothing the second time. The marker goes away first, so that a container that is
   * started again waits again.
   */
  static final String WAIT_AND_START =
      """
      until [ -e %2$s ]; do sleep 0.02; done
      rm %2$s && . %1$s || exit 1
      servers=
      for port in 6379 6380 6381; do
        mkdir -p /data/$port && cd /data/$port || exit 1
        eval announced=\\$announced_$port
        redis-server --port $port --dir /data/$port --protected-mode no --cluster-enabled yes \\
          --cluster-announce-ip 127.0.0.1 --cluster-announce-port $announced \\
          --cluster-announce-bus-port 1$port $host "$@" &
        servers="$servers $!"
        trap 'kill $servers' TERM INT
        until redis-cli -p $port PING | grep -q PONG; do
          kill -0 $! || exit 1
          sleep 0.05
        done
      done
      redis-cli -p 6379 CLUSTER ADDSLOTS $(seq 0 5460)
      redis-cli -p 6380 CLUSTER ADDSLOTS $(seq 5461 10922)
      redis-cli -p 6381 CLUSTER ADDSLOTS $(seq 10923 16383)
      redis-cli -p 6379 CLUSTER MEET 127.0.0.1 6380
      redis-cli -p 6379 CLUSTER MEET 127.0.0.1 6381
      for server in $servers; do wait $server; done
      wait
      """
          .formatted(SETTINGS, COMPLETE);

  static ContainerSpec toContainers(ContainerSpec spec) {
    return spec.env(TO_CONTAINERS, "true");
  }

  static boolean areToContainers(Map<String, String> env) {
    return env.containsKey(TO_CONTAINERS);
  }

  /** What finds a node that clients in containers are sent to, by any name, in CLUSTER NODES. */
  static String inTable(int port) {
    return ":" + port + "@\\d+,[^ ,]+";
  }

  /** The same for a node that clients of this JVM are sent to. */
  static String inTable(String host, int port) {
    return ":" + port + "@\\d+" + (host.equals(LOCAL) ? "" : "," + Pattern.quote(host) + "[ ,]");
  }

  @Override
  public void at(Occasion occasion) {
    RunningContainer container = occasion.container();
    container.copyIn(
        CopiedFile.of(FileSource.text(settings(container)), SETTINGS),
        CopiedFile.of(FileSource.text(""), COMPLETE));
  }

  private static String settings(RunningContainer container) {
    boolean toContainers = areToContainers(container.spec().env());
    StringBuilder lines = new StringBuilder();
    for (int port : PORTS) {
      int announced = toContainers ? port : container.port(port);
      lines.append(String.format(Locale.ROOT, "announced_%d=%d%n", port, announced));
    }
    String host = toContainers ? OwnName.inShell(container.id()) : container.host();
    String settings =
        "--cluster-announce-hostname " + host + " --cluster-preferred-endpoint-type hostname";
    return lines + "host=\"" + (host.equals(LOCAL) ? "" : settings) + "\"\n";
  }
}
