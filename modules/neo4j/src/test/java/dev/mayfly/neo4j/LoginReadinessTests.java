package dev.mayfly.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is made of answers, by a server that has only one. */
class LoginReadinessTests {

  private static final String COMMITTED = "{\"results\":[],\"errors\":[]}";

  private static Look look(int status, String answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/db/neo4j/tx/commit",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      return new LoginReadiness()
          .look(new Cypher(server.getAddress(), Login.withPassword("graph-password")));
    } finally {
      server.stop(0);
    }
  }

  private static String error(String code, String message) {
    return "{\"results\":[],\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}"
        .formatted(code, message);
  }

  @Test
  void a_server_that_commits_is_ready() throws Exception {
    assertThat(look(200, COMMITTED)).isEqualTo(Look.ready());
  }

  @Test
  void a_login_that_is_refused_ends_the_wait_with_the_servers_words() throws Exception {
    Look look =
        look(401, error("Neo.ClientError.Security.Unauthorized", "Invalid \\\"credential\\\"."));
    assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(look.seen()).contains("Invalid \"credential\".", "keeps its own password");
  }

  @Test
  void a_database_that_is_not_there_yet_is_waited_for() throws Exception {
    Look look = look(404, error("Neo.ClientError.Database.DatabaseNotFound", "not yet"));
    assertThat(look)
        .isEqualTo(Look.notYet("Neo4j answers Neo.ClientError.Database.DatabaseNotFound: not yet"));
  }

  @Test
  void an_answer_of_something_else_is_shown() {
    assertThatThrownBy(() -> look(503, "busy")).hasMessageContaining("503: busy");
  }
}
