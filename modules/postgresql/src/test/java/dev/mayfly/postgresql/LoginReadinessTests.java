package dev.mayfly.postgresql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.jdbc.login.Login;
import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import dev.mayfly.ready.UselessProxy;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LoginReadinessTests {

  private static final LoginReadiness READINESS = new LoginReadiness();
  private static final Login ANN = new Login("ann", "secret", "orders");
  private static final String LET_IN = message('R', "\0\0\0\0") + message('Z', "I");
  private static final String ONE = message('D', "\0\1\0\0\0\0011") + message('Z', "I");

  private static String message(char type, String body) {
    byte[] length = ByteBuffer.allocate(4).putInt(4 + body.length()).array();
    return type + new String(length, ISO_8859_1) + body;
  }

  private static String refusal(String state, String text) {
    return message('E', "SFATAL\0C" + state + "\0M" + text + "\0\0");
  }

  private static CannedServer server(String answers) throws IOException {
    return CannedServer.answering(answers.getBytes(ISO_8859_1));
  }

  @Test
  void a_server_that_answers_a_query_is_ready() throws Exception {
    try (CannedServer server = server(LET_IN + ONE)) {
      assertThat(READINESS.look(server.address(), ANN)).isEqualTo(Look.ready());
      assertThat(server.received())
          .asString(UTF_8)
          .startsWith("\0\0\0\42\0\3\0\0user\0ann\0database\0orders\0\0")
          .endsWith(message('Q', "select 1\0") + message('X', ""));
    }
  }

  @Test
  void no_proxy_is_asked() throws Exception {
    try (CannedServer server = server(LET_IN + ONE);
        UselessProxy proxy = UselessProxy.open()) {
      assertThat(proxy).isNotNull();
      assertThat(READINESS.look(server.address(), ANN)).isEqualTo(Look.ready());
    }
  }

  @Test
  void a_plain_password_is_sent_when_asked_for() throws Exception {
    try (CannedServer server = server(message('R', "\0\0\0\3") + LET_IN + ONE)) {
      assertThat(READINESS.look(server.address(), ANN)).isEqualTo(Look.ready());
      assertThat(server.received()).asString(UTF_8).contains(message('p', "secret\0"));
    }
  }

  @Test
  void an_md5_password_is_salted() throws Exception {
    try (CannedServer server = server(message('R', "\0\0\0\5salt") + LET_IN + ONE)) {
      assertThat(READINESS.look(server.address(), ANN)).isEqualTo(Look.ready());
      assertThat(server.received())
          .asString(UTF_8)
          .contains(message('p', "md5b8f5ba9f485dba302ec0963f7ee9ba8f\0"));
    }
  }

  @Test
  void a_server_that_starts_up_is_waited_for() throws Exception {
    try (CannedServer server = server(refusal("57P03", "the database system is starting up"))) {
      Look look = READINESS.look(server.address(), ANN);
      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("the database system is starting up").contains("57P03");
    }
  }

  @Test
  void a_refused_password_is_final() throws Exception {
    try (CannedServer server = server(refusal("28P01", "password authentication failed"))) {
      Look look = READINESS.look(server.address(), ANN);
      assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
      assertThat(look.seen()).contains("password authentication failed").contains("data directory");
    }
  }

  @Test
  void a_server_that_can_not_answer_a_query_is_not_ready() throws Exception {
    try (CannedServer server = server(LET_IN + refusal("57P01", "terminating connection"))) {
      assertThat(READINESS.look(server.address(), ANN).verdict()).isEqualTo(Verdict.NOT_YET);
    }
  }

  @Test
  void a_proxy_that_accepts_and_hangs_up_is_not_a_server() throws Exception {
    try (CannedServer server = server("")) {
      assertThatThrownBy(() -> READINESS.look(server.address(), ANN))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("without an answer");
    }
  }

  @Test
  void what_speaks_another_protocol_is_called_so() throws Exception {
    try (CannedServer server = server("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThatThrownBy(() -> READINESS.look(server.address(), ANN))
          .hasMessageContaining("does not speak PostgreSQL's protocol");
    }
  }
}
