package dev.mayfly.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterReadinessTests {

  private static final Set<String> OF_THIS_JVM =
      Set.of(
          AnnouncedNodes.inTable("127.0.0.1", 32001), AnnouncedNodes.inTable("127.0.0.1", 32002));

  private static String text(String content) {
    return "$" + content.getBytes(UTF_8).length + "\r\n" + content + "\r\n";
  }

  private static Look look(String answers) throws IOException {
    return look(answers, OF_THIS_JVM);
  }

  private static Look look(String answers, Set<String> announced) throws IOException {
    try (CannedServer node = CannedServer.answering(answers)) {
      return new ClusterReadiness().look(node.address(), null, announced);
    }
  }

  @Test
  void a_node_that_serves_all_slots_and_knows_the_others_is_ready() throws IOException {
    assertThat(
            look(
                text("cluster_state:ok\r\ncluster_known_nodes:2")
                    + text("a 127.0.0.1:32001@16379 master\nb 127.0.0.1:32002@16380 master")))
        .isEqualTo(Look.ready());
  }

  @Test
  void a_cluster_without_all_slots_is_waited_for() throws IOException {
    Look look = look(text("cluster_state:fail\r\ncluster_known_nodes:1"));
    assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(look.seen()).contains("cluster_state:fail");
  }

  @Test
  void a_node_that_would_send_clients_to_old_ports_is_waited_for() throws IOException {
    Look look =
        look(
            text("cluster_state:ok")
                + text("a 127.0.0.1:32001@16379 master\nb 127.0.0.1:31999@16380 master"));
    assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(look.seen()).contains("the others' names and ports");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", ",,tls-port=0,shard-id=ab"})
  void a_node_that_has_not_heard_a_name_yet_would_send_clients_nowhere_and_is_waited_for(
      String none) throws IOException {
    String nodes =
        "a 127.0.0.1:6379@16379,c0ffee master\nb 127.0.0.1:6380@16380" + none + " master";
    Set<String> inside = Set.of(AnnouncedNodes.inTable(6379), AnnouncedNodes.inTable(6380));
    Look look = look(text("cluster_state:ok") + text(nodes), inside);
    assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(look.seen()).contains("the others' names and ports");
  }

  @ParameterizedTest
  @ValueSource(strings = {",build-box", ",build-box,tls-port=0,shard-id=ab"})
  void a_node_that_has_heard_the_names_is_ready(String name) throws IOException {
    String answers =
        text("cluster_state:ok") + text("a 127.0.0.1:32001@16379" + name + " master - 0 0 1");
    assertThat(look(answers, Set.of(AnnouncedNodes.inTable("build-box", 32001))))
        .isEqualTo(Look.ready());
    assertThat(look(answers, Set.of(AnnouncedNodes.inTable(32001)))).isEqualTo(Look.ready());
    assertThat(look(answers, Set.of(AnnouncedNodes.inTable("build", 32001))).isReady()).isFalse();
  }

  @Test
  void a_server_that_is_no_cluster_is_given_up() throws IOException {
    Look look = look("-ERR This instance has cluster support disabled\r\n");
    assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(look.seen()).contains("cluster support disabled");
  }
}
