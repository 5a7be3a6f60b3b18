package dev.mayfly.jdbc.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.jdbc.login.JdbcDriver;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import dev.mayfly.ready.Probe.CommandOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the image's own client says, where there is no driver. */
class ServerReadinessTests {

  private static final MySqlImage IMAGE =
      new MySqlImage(
          new JdbcDriver("Acme", "com.acme.Driver", "com.acme:driver", "jdbc:acme://{address}/x"),
          "ACME_",
          "");

  private static Look look(int exitCode, String output) {
    return new ServerReadiness(IMAGE, Map.of()).byClient(new CommandOutcome(exitCode, output));
  }

  @Test
  void an_answer_is_enough() {
    assertThat(look(0, "1\n")).isEqualTo(Look.ready());
  }

  @Test
  void a_server_that_does_not_listen_is_waited_for() {
    String refused = "ERROR 2002 (HY000): Can't connect to server on '127.0.0.1' (115)";
    assertThat(look(1, refused + "\n")).isEqualTo(Look.notYet(refused));
  }

  @Test
  void who_is_not_let_in_will_never_be() {
    String denied = "ERROR 1045 (28000): Access denied for user 'test'@'127.0.0.1'";
    assertThat(look(1, "mysql: [Warning] insecure\n" + denied)).isEqualTo(Look.never(denied));
    String unknown = "ERROR 1049 (42000): Unknown database 'orders'";
    assertThat(look(1, unknown)).isEqualTo(Look.never(unknown));
  }

  @Test
  void without_driver_and_client_there_is_nobody_to_ask() {
    Look look = look(127, "sh: 3: exec: mysql: not found");
    assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(look.seen())
        .contains("no JDBC driver", "mysql: not found", "try: add com.acme:driver");
  }
}
