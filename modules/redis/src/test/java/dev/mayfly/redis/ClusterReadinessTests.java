package dev.mayfly.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterReadinessTests {

  private static final Set<String> PORTS = Set.of(":32001@", ":32002@");

  private static String text(String content) {
    return "$" + content.getBytes(UTF_8).length + "\r\n" + content + "\r\n";
  }

  private static Look look(String answers) throws IOException {
    try (CannedServer node = CannedServer.answering(answers)) {
      return new ClusterReadiness().look(node.address(), null, PORTS);
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
    assertThat(look.seen()).contains("the others' ports");
  }

  @Test
  void a_server_that_is_no_cluster_is_given_up() throws IOException {
    Look look = look("-ERR This instance has cluster support disabled\r\n");
    assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(look.seen()).contains("cluster support disabled");
  }
}
