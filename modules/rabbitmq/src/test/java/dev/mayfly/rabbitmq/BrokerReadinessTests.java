package dev.mayfly.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import dev.mayfly.ready.UselessProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BrokerReadinessTests {

  private static final Map<String, String> ANN =
      Map.of("RABBITMQ_DEFAULT_USER", "ann", "RABBITMQ_DEFAULT_PASS", "sécret");

  private static String answer(int status, String body) {
    int length = body.getBytes(UTF_8).length;
    return "HTTP/1.1 %d x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, length, body);
  }

  private static Look look(CannedServer server) throws IOException {
    return new BrokerReadiness().look(server.address(), ANN);
  }

  @Test
  void a_broker_whose_port_listens_is_ready_and_was_asked_as_its_user_past_proxies()
      throws IOException {
    try (CannedServer server = CannedServer.answering(answer(200, "{\"status\":\"ok\"}"));
        UselessProxy proxy = UselessProxy.open()) {
      assertThat(proxy).isNotNull();
      assertThat(look(server)).isEqualTo(Look.ready());
      assertThat(server.received())
          .asString(UTF_8)
          .startsWith("GET /api/health/checks/port-listener/5672 ")
          .contains("Basic YW5uOnPDqWNyZXQ=");
    }
  }

  @Test
  void a_broker_that_does_not_listen_yet_is_waited_for() throws IOException {
    try (CannedServer server =
        CannedServer.answering(answer(503, "{\"reason\":\"No active listener\"}"))) {
      Look look = look(server);
      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("503", "No active listener");
    }
  }

  @Test
  void a_broker_with_tls_is_ready_when_it_listens_for_that_too() throws IOException {
    Map<String, String> env = RabbitMqContainer.of().tls().slot().spec().env();
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/api/health/checks/port-listener/",
        question -> {
          asked.add(question.getRequestURI().getPath().replaceAll(".*/", ""));
          question.sendResponseHeaders(asked.size() == 2 ? 503 : 200, -1);
          question.close();
        });
    server.start();
    try {
      assertThat(new BrokerReadiness().look(server.getAddress(), env).verdict())
          .isEqualTo(Verdict.NOT_YET);
      assertThat(new BrokerReadiness().look(server.getAddress(), env)).isEqualTo(Look.ready());
      assertThat(asked).containsExactly("5672", "5671", "5672", "5671");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_broker_that_refuses_its_user_is_given_up() throws IOException {
    try (CannedServer server =
        CannedServer.answering(answer(401, "{\"error\":\"not_authorized\"}"))) {
      Look look = look(server);
      assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
      assertThat(look.seen())
          .contains("\"ann\"", "not_authorized", "keeps its own users")
          .doesNotContain("sécret");
    }
  }

  @Test
  void another_service_is_given_up() throws IOException {
    try (CannedServer server = CannedServer.answering(answer(404, "<html>Not Found</html>"))) {
      assertThat(look(server).verdict()).isEqualTo(Verdict.NEVER);
    }
  }

  @Test
  void an_api_that_hangs_up_is_told_with_what_it_may_lack() throws IOException {
    try (CannedServer server = CannedServer.answering("")) {
      assertThatThrownBy(() -> look(server))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("the management API does not answer", "plugins()");
    }
  }

  @Test
  void definitions_that_are_refused_are_given_up_with_the_brokers_reason() throws IOException {
    String reason = "{\"error\":\"bad_request\",\"reason\":\"failed_to_parse_json\"}";
    try (CannedServer server = CannedServer.answering(answer(400, reason))) {
      Look look = new DefinitionsReadiness().look(server.address(), Login.of(ANN), "{");
      assertThat(look).isEqualTo(Look.never("RabbitMQ refuses the definitions: 400 " + reason));
      assertThat(server.received())
          .asString(UTF_8)
          .startsWith("POST /api/definitions ")
          .endsWith("{");
    }
  }

  @Test
  void a_broker_that_is_too_busy_for_definitions_is_asked_again() throws IOException {
    try (CannedServer server = CannedServer.answering(answer(503, ""))) {
      assertThat(new DefinitionsReadiness().look(server.address(), Login.of(ANN), "{}").verdict())
          .isEqualTo(Verdict.NOT_YET);
    }
  }
}
