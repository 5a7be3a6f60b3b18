package dev.mayfly.redis;

import dev.mayfly.ready.Characteristics;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import dev.mayfly.redis.RedisConnection.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Each node of the cluster knows that all slots are served, and under which names and ports the
 * others are: they hear of them from each other, and later than of the slots.
 */
record ClusterReadiness() implements Readiness {

  private static final int TIMEOUT_MILLIS = 1_000;

  @Override
  public Look look(Probe probe) throws IOException {
    boolean toContainers = AnnouncedNodes.areToContainers(probe.env());
    Set<String> announced = new LinkedHashSet<>();
    for (int port : AnnouncedNodes.PORTS) {
      InetSocketAddress client = probe.clientAddress(port);
      announced.add(
          toContainers
              ? AnnouncedNodes.inTable(port)
              : AnnouncedNodes.inTable(client.getHostString(), client.getPort()));
    }
    for (int port : AnnouncedNodes.PORTS) {
      InetSocketAddress node = new InetSocketAddress(probe.host(), probe.mappedPort(port));
      Look look = look(node, Login.password(probe.env()), announced);
      if (!look.isReady()) {
        return look;
      }
    }
    return Look.ready();
  }

  /**
   * One look at one node.
   *
   * @param announced regular expressions, each of which its table of nodes must match
   */
  Look look(InetSocketAddress node, @Nullable String password, Set<String> announced)
      throws IOException {
    try (RedisConnection redis = RedisConnection.open(node, false, TIMEOUT_MILLIS)) {
      if (password != null) {
        redis.ask("AUTH", password);
      }
      String state = String.join("\n", redis.ask("CLUSTER", "INFO"));
      if (!state.contains("cluster_state:ok")) {
        return Look.notYet("a node says: " + state.lines().findFirst().orElse("nothing"));
      }
      String known = String.join("\n", redis.ask("CLUSTER", "NODES"));
      return announced.stream().allMatch(one -> Pattern.compile(one).matcher(known).find())
          ? Look.ready()
          : Look.notYet("a node does not know the others' names and ports yet: " + announced);
    } catch (Refusal e) {
      return PingReadiness.judge(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Characteristics characteristics() {
    return new Characteristics(
        Set.copyOf(AnnouncedNodes.PORTS), Set.of(), false, false, false, false, false, 1);
  }

  @Override
  public String describe() {
    return "all nodes say that the cluster's slots are served";
  }
}
