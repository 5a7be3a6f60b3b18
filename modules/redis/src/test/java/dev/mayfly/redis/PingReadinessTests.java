package dev.mayfly.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.ready.UselessProxy;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingReadinessTests {

  private static final PingReadiness READINESS = new PingReadiness();

  @Test
  void a_server_that_answers_pong_is_ready() throws IOException {
    try (CannedServer server = CannedServer.answering("+PONG\r\n")) {
      assertThat(READINESS.look(server.address(), Map.of())).isEqualTo(Look.ready());
      assertThat(server.received()).asString(UTF_8).isEqualTo("*1\r\n$4\r\nPING\r\n");
    }
  }

  @Test
  void no_proxy_is_asked() throws IOException {
    try (CannedServer server = CannedServer.answering("+PONG\r\n");
        UselessProxy proxy = UselessProxy.open()) {
      assertThat(proxy).isNotNull();
      assertThat(READINESS.look(server.address(), Map.of())).isEqualTo(Look.ready());
    }
  }

  @Test
  void the_password_is_sent_first_and_measured_in_bytes() throws IOException {
    try (CannedServer server = CannedServer.answering("+OK\r\n+PONG\r\n")) {
      assertThat(READINESS.look(server.address(), Map.of("REDISCLI_AUTH", "pä s")))
          .isEqualTo(Look.ready());
      assertThat(server.received())
          .asString(UTF_8)
          .isEqualTo("*2\r\n$4\r\nAUTH\r\n$5\r\npä s\r\n*1\r\n$4\r\nPING\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-LOADING Redis is loading the dataset in memory",
        "-MASTERDOWN Link with MASTER is down"
      })
  void a_server_that_is_not_done_yet_is_waited_for(String answer) throws IOException {
    try (CannedServer server = CannedServer.answering(answer + "\r\n")) {
      Look look = READINESS.look(server.address(), Map.of());
      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOAUTH Authentication required.",
        "WRONGPASS invalid username-password pair or user is disabled.",
        "DENIED Redis is running in protected mode",
        "ERR AUTH <password> called without any password configured"
      })
  void a_server_that_refuses_the_client_is_given_up(String refusal) throws IOException {
    try (CannedServer server = CannedServer.answering("-" + refusal + "\r\n")) {
      Look look = READINESS.look(server.address(), Map.of("REDISCLI_AUTH", "secret"));
      assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
      assertThat(look.seen()).contains(refusal).contains("password(…)");
    }
  }

  @Test
  void a_server_with_tls_is_spoken_to_in_tls_whatever_readiness_its_options_were_given_before()
      throws Exception {
    RedisContainer composed =
        RedisContainer.of()
            .customize(
                spec -> spec.readyWhen(ReadyWhen.allOf(spec.readiness(), ReadyWhen.log("Ready"))))
            .tls();
    Map<String, String> env = composed.slot().spec().env();
    assertThat(composed.slot().spec().readiness())
        .isEqualTo(ReadyWhen.allOf(READINESS, ReadyWhen.log("Ready")));
    try (TlsServer server = TlsServer.answering("+PONG\r\n")) {
      assertThat(READINESS.look(server.address(), env)).isEqualTo(Look.ready());
    }
    try (CannedServer plain = CannedServer.answering("+PONG\r\n")) {
      assertThatThrownBy(() -> READINESS.look(plain.address(), env))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void a_proxy_that_accepts_and_hangs_up_is_not_a_server() throws IOException {
    try (CannedServer server = CannedServer.answering("")) {
      assertThatThrownBy(() -> READINESS.look(server.address(), Map.of()))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("without an answer");
    }
  }
}
