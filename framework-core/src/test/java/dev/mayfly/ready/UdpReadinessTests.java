package dev.mayfly.ready;

import static dev.mayfly.ready.ReadyWhen.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Questions and answers without a connection, over real sockets. */
class UdpReadinessTests {

  private static final byte[] QUESTION = {1, 2, 3};

  private final FakeProbe probe = new FakeProbe();

  private static DatagramSocket bound(String address) throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
  }

  private static CompletableFuture<byte[]> answering(DatagramSocket service, int lost) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            DatagramPacket question = new DatagramPacket(new byte[10], 10);
            for (int number = 0; number <= lost; number++) {
              service.receive(question);
            }
            service.send(new DatagramPacket(new byte[2000], 2000, question.getSocketAddress()));
            return java.util.Arrays.copyOf(question.getData(), question.getLength());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void any_answer_to_the_question_is_ready() throws Exception {
    try (DatagramSocket service = bound("127.0.0.1")) {
      CompletableFuture<byte[]> asked = answering(service, 0);

      assertThat(udp(53, QUESTION).look(probe.port(53, service.getLocalPort())))
          .isEqualTo(Look.ready());
      assertThat(asked.get()).isEqualTo(QUESTION);
    }
  }

  @Test
  void a_question_that_was_lost_is_asked_again() throws Exception {
    try (DatagramSocket service = bound("127.0.0.1")) {
      CompletableFuture<byte[]> asked = answering(service, 1);

      assertThat(udp(53, QUESTION).look(probe.port(53, service.getLocalPort())))
          .isEqualTo(Look.ready());
      assertThat(asked.get()).isEqualTo(QUESTION);
    }
  }

  @Test
  void a_service_that_never_answers_is_not_ready() throws Exception {
    try (DatagramSocket service = bound("127.0.0.1")) {
      assertThat(udp(53, QUESTION).look(probe.port(53, service.getLocalPort())).seen())
          .startsWith("no answer from");
    }
  }

  @Test
  void where_nothing_listens_the_machine_says_so_at_once() throws Exception {
    int port;
    try (DatagramSocket service = bound("127.0.0.1")) {
      port = service.getLocalPort();
    }

    assertThat(udp(53, QUESTION).look(probe.port(53, port)).seen()).startsWith("nothing listens");
  }

  @Test
  void the_address_may_be_of_ipv6() throws Exception {
    try (DatagramSocket service = bound("::1")) {
      CompletableFuture<byte[]> asked = answering(service, 0);

      assertThat(udp(53, QUESTION).look(probe.host("::1").port(53, service.getLocalPort())))
          .isEqualTo(Look.ready());
      assertThat(asked.get()).isEqualTo(QUESTION);
    }
  }

  @Test
  void equal_questions_are_equal() {
    assertThat(udp(53, QUESTION)).isEqualTo(udp(53, QUESTION.clone())).isNotEqualTo(udp(53));
    assertThat(udp(53, QUESTION).characteristics().udpPorts()).containsExactly(53);
    assertThat(udp(53).describe()).isEqualTo("UDP port 53 answers");
  }
}
