package dev.mayfly.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerStartException;
import dev.mayfly.junit.Container;
import dev.mayfly.runtime.Containers;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;

@Tag("docker")
class RedisClusterTests {

  @Container
  private static final RedisClusterContainer cluster =
      RedisClusterContainer.of().password("p@ss: w").setting("maxmemory", "64mb");

  @Container
  private static final RedisClusterContainer inside = RedisClusterContainer.of().forContainers();

  @Container private static final RedisContainer beside = RedisContainer.of();

  /** A client that knows one node, and hears of the others from it. */
  private static RedisClusterClient client(RedisClusterContainer cluster) {
    URI one = cluster.uris().get(0);
    DefaultJedisClientConfig login =
        DefaultJedisClientConfig.builder().password(cluster.password()).build();
    return RedisClusterClient.builder()
        .nodes(Set.of(new HostAndPort(one.getHost(), one.getPort())))
        .clientConfig(login)
        .build();
  }

  private static void writesToEachNode(RedisClusterContainer cluster) {
    try (RedisClusterClient redis = client(cluster)) {
      for (int i = 0; i < 100; i++) {
        redis.set("key" + i, "value" + i);
        assertThat(redis.get("key" + i)).isEqualTo("value" + i);
      }
      assertThat(redis.getClusterNodes().keySet())
          .isEqualTo(
              cluster.uris().stream()
                  .map(uri -> uri.getHost() + ":" + uri.getPort())
                  .collect(Collectors.toSet()));
    }
  }

  @Test
  void a_client_is_sent_from_node_to_node() {
    writesToEachNode(cluster);
  }

  @Test
  void a_cluster_that_is_started_again_announces_its_new_addresses() {
    try (Containers session = Containers.open()) {
      RedisClusterContainer own = session.start(RedisClusterContainer.of());
      own.running().restart(Duration.ofSeconds(5));
      writesToEachNode(own);
    }
  }

  @Test
  void a_client_in_a_container_is_sent_to_what_it_reaches() {
    for (URI node : inside.networkUris()) {
      String wrote =
          beside.exec("redis-cli", "-c", "-u", node.toString(), "SET", "key", "x").stdout();
      assertThat(wrote).isEqualTo("OK\n");
    }
  }

  @Test
  void a_setting_that_the_nodes_do_not_know_fails_the_start_with_their_own_words() {
    RedisClusterContainer wrong = RedisClusterContainer.of().setting("no-such", "thing");
    try (Containers containers = Containers.open()) {
      assertThatThrownBy(() -> containers.start(wrong))
          .isInstanceOf(ContainerStartException.class)
          .hasMessageContaining("Bad directive");
    }
  }
}
