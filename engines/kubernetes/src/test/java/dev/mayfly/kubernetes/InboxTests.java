package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from a pod, and how it ends. */
class InboxTests {

  /** Keeps the codes of the closes that it is to send. */
  private static final class Closing implements WebSocket {
    final List<Integer> sent = new ArrayList<>();

    @Override
    public boolean send(ByteBuffer buffer) {
      return true;
    }

    @Override
    public boolean sendClose(int code, String reason) {
      sent.add(code);
      return true;
    }

    @Override
    public long queueSize() {
      return 0;
    }

    @Override
    public void request() {}
  }

  /** Of the codes that can come the JDK sends not all, of which the client logs a stack trace. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 1005, 1012})
  void an_end_is_agreed_to_with_a_code_that_can_be_sent(int code) throws Exception {
    Closing socket = new Closing();
    Inbox inbox = new Inbox();
    inbox.onOpen(socket);

    inbox.onClose(socket, code, "");

    assertThat(inbox.next(Duration.ZERO)).isEqualTo(Message.END);
    assertThat(socket.sent).containsExactly(1000);
  }

  @Test
  void nothing_is_sent_on_a_lost_connection() {
    Closing socket = new Closing();
    Inbox inbox = new Inbox();
    inbox.onOpen(socket);
    inbox.onClose(socket, 1006, "");

    new PodSocket(socket, inbox).close();

    assertThat(socket.sent).isEmpty();
  }

  @Test
  void one_that_goes_on_is_closed_once() {
    Closing socket = new Closing();
    Inbox inbox = new Inbox();
    inbox.onOpen(socket);
    PodSocket open = new PodSocket(socket, inbox);

    open.close();
    open.close();

    assertThat(socket.sent).containsExactly(1000);
  }
}
