package dev.mayfly.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import dev.mayfly.ready.UselessProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionReadinessTests {

  private static Look look(CannedServer server) throws IOException {
    return new VersionReadiness().look(server.address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"VERSION 1.6.38\r\n", "CLIENT_ERROR unauthenticated\r\n"})
  void a_server_that_answers_is_ready_and_was_asked_one_question(String answer) throws IOException {
    try (CannedServer server = CannedServer.answering(answer);
        UselessProxy proxy = UselessProxy.open()) {
      assertThat(proxy).isNotNull();
      assertThat(look(server)).isEqualTo(Look.ready());
      assertThat(server.received()).asString().isEqualTo("version\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-ERR unknown command 'version'\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "?"})
  void another_services_answer_ends_the_wait_and_is_shown(String answer) throws IOException {
    try (CannedServer server = CannedServer.answering(answer)) {
      Look look = look(server);
      assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
      assertThat(look.seen())
          .contains('"' + answer.substring(0, Math.min(8, answer.length())))
          .contains("another service's image");
    }
  }

  @Test
  void a_proxy_that_accepts_and_hangs_up_is_waited_for() throws IOException {
    try (CannedServer server = CannedServer.answering("")) {
      assertThat(look(server)).isEqualTo(Look.notYet("it hangs up"));
    }
  }

  @Test
  void options_that_silence_it_are_named_when_no_answer_comes() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Look look = new VersionReadiness().look((InetSocketAddress) server.getLocalSocketAddress());
      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("-Z", "-B", "-S", "readyWhen(port(11211))");
    }
  }
}
