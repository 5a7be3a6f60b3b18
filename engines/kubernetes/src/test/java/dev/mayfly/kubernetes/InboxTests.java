package dev.mayfly.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /** The client would log a stack trace where the code can't be sent, as that of a lost one. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 1005, 1006, 1011})
  void the_end_that_a_pod_has_told_is_agreed_to_by_the_jdk_alone(int code) throws Exception {
    Closing socket = new Closing();
    Inbox inbox = new Inbox();
    inbox.onOpen(socket);

    inbox.onClose(socket, code, "");

    assertThat(inbox.next(Duration.ZERO)).isEqualTo(Message.END);
    assertThat(socket.sent).isEmpty();
  }
}
