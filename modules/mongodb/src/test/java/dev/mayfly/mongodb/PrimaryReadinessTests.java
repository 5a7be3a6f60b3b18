package dev.mayfly.mongodb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ready.CannedServer;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Look.Verdict;
import dev.mayfly.ready.UselessProxy;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimaryReadinessTests {

  private static final PrimaryReadiness PRIMARY = new PrimaryReadiness();

  /** An answer with one document: {@code {ismaster: YES, ok: 1}}. */
  private static byte[] answer(int operation, boolean yes) {
    String elements = "\bismaster\0" + (yes ? "\1" : "\0") + "\20ok\0\1\0\0\0";
    byte[] document = ("...." + elements + "\0").getBytes(ISO_8859_1);
    ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN).putInt(0, document.length);
    byte[] message = new byte[21 + document.length];
    ByteBuffer.wrap(message)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(message.length)
        .putInt(7)
        .putInt(1)
        .putInt(operation)
        .putInt(0)
        .put((byte) 0)
        .put(document);
    return message;
  }

  @Test
  void a_server_that_takes_writes_is_ready_and_was_asked_without_a_login() throws IOException {
    try (CannedServer server = CannedServer.answering(answer(2013, true));
        UselessProxy proxy = UselessProxy.open()) {
      assertThat(proxy).isNotNull();
      assertThat(PRIMARY.look(server.address())).isEqualTo(Look.ready());
      byte[] asked = server.received();
      assertThat(ByteBuffer.wrap(asked).order(ByteOrder.LITTLE_ENDIAN).getInt())
          .isEqualTo(asked.length);
      assertThat(asked).asString(ISO_8859_1).contains("\20isMaster\0\1\0\0\0");
    }
  }

  @Test
  void a_member_that_is_not_the_primary_yet_is_waited_for() throws IOException {
    try (CannedServer server = CannedServer.answering(answer(2013, false))) {
      Look look = PRIMARY.look(server.address());
      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("takes no writes yet");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-ERR unknown command\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "\1\0\0\0"})
  void what_speaks_another_protocol_is_given_up(String answer) throws IOException {
    try (CannedServer server = CannedServer.answering(answer)) {
      Look look = PRIMARY.look(server.address());
      assertThat(look.verdict()).isEqualTo(Verdict.NEVER);
      assertThat(look.seen()).contains("does not speak MongoDB's protocol");
    }
  }

  @Test
  void an_answer_to_another_kind_of_question_is_none() throws IOException {
    try (CannedServer server = CannedServer.answering(answer(1, true))) {
      assertThat(PRIMARY.look(server.address()).verdict()).isEqualTo(Verdict.NEVER);
    }
  }

  @Test
  void a_proxy_that_accepts_and_hangs_up_is_not_a_server() throws IOException {
    try (CannedServer server = CannedServer.answering("")) {
      assertThatThrownBy(() -> PRIMARY.look(server.address())).isInstanceOf(EOFException.class);
    }
  }
}
