package dev.mayfly.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mayfly.ready.Look.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class PortReadinessTests {

  private final FakeProbe probe = new FakeProbe();

  @Test
  void a_connection_that_stays_open_is_ready() throws Exception {
    try (Listener service = Listener.silent()) {
      assertThat(ReadyWhen.port(80).look(probe.port(80, service.port()))).isEqualTo(Look.ready());
    }
  }

  @Test
  void no_proxy_is_asked() throws Exception {
    try (Listener service = Listener.silent();
        UselessProxy proxy = UselessProxy.open()) {
      assertThat(proxy).isNotNull();
      assertThat(ReadyWhen.port(80).look(probe.port(80, service.port()))).isEqualTo(Look.ready());
      probe.direct(80, service.address());
      assertThat(ReadyWhen.port(80).look(probe)).isEqualTo(Look.ready());
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> new Socket("127.0.0.1", service.port()).close());
    }
  }

  @Test
  void a_service_that_speaks_first_is_ready_even_if_it_hangs_up() throws Exception {
    try (Listener service = Listener.greeting()) {
      assertThat(ReadyWhen.port(25).look(probe.port(25, service.port()))).isEqualTo(Look.ready());
    }
  }

  @Test
  void a_proxy_that_accepts_and_hangs_up_is_not_ready() throws Exception {
    try (Listener proxy = Listener.hangingUp()) {
      Look look = ReadyWhen.port(80).look(probe.port(80, proxy.port()));

      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("port 80").contains("accepts and hangs up at once");
    }
  }

  @Test
  void a_proxy_that_resets_the_connection_is_not_ready() throws Exception {
    try (Listener proxy = Listener.resetting()) {
      Look look = ReadyWhen.port(80).look(probe.port(80, proxy.port()));

      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("port 80");
    }
  }

  @Test
  void a_refused_connection_is_not_ready_and_says_where() throws Exception {
    int nobody = Listener.nobody();

    Look look = ReadyWhen.port(80).look(probe.port(80, nobody));

    assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(look.seen()).contains("port 80", "127.0.0.1", String.valueOf(nobody), "refused");
  }

  @Test
  void a_host_that_does_not_answer_at_all_is_not_ready() throws Exception {
    try (FullListener silent = FullListener.open()) {
      Look look = ReadyWhen.port(80).look(probe.port(80, silent.port()));

      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("port 80", "timed out");
    }
  }

  @Test
  void where_the_container_itself_can_be_asked_a_proxy_is_no_proof() throws Exception {
    try (Listener proxy = Listener.silent()) {
      InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", Listener.nobody());

      Look look = ReadyWhen.port(80).look(probe.port(80, proxy.port()).direct(80, nobody));

      assertThat(look.verdict()).isEqualTo(Verdict.NOT_YET);
      assertThat(look.seen()).contains("port 80", "nothing listens", nobody.toString());
    }
  }

  @Test
  void where_the_container_itself_can_be_asked_both_ways_in_must_work() throws Exception {
    try (Listener service = Listener.silent();
        Listener proxy = Listener.silent()) {
      probe.direct(80, service.address());

      assertThat(ReadyWhen.port(80).look(probe.port(80, proxy.port()))).isEqualTo(Look.ready());
      assertThat(ReadyWhen.port(80).look(probe.port(80, Listener.nobody())).verdict())
          .isEqualTo(Verdict.NOT_YET);
    }
  }

  @Test
  void a_container_that_can_not_be_reached_itself_is_asked_through_the_mapped_port()
      throws Exception {
    try (Listener service = Listener.silent()) {
      // nobody has a connection to a multicast address
      InetSocketAddress unreachable = new InetSocketAddress("224.0.0.1", 80);

      Look look = ReadyWhen.port(80).look(probe.port(80, service.port()).direct(80, unreachable));

      assertThat(look).isEqualTo(Look.ready());
    }
  }

  @Test
  void without_a_choice_all_exposed_ports_must_be_ready() throws Exception {
    try (Listener one = Listener.silent();
        Listener two = Listener.silent()) {
      probe.port(80, one.port()).port(81, Listener.nobody());
      assertThat(ReadyWhen.ports().look(probe).seen()).contains("port 81");

      assertThat(ReadyWhen.ports().look(probe.port(81, two.port()))).isEqualTo(Look.ready());
      assertThat(one.connections()).isPositive();
      assertThat(two.connections()).isPositive();
    }
  }

  @Test
  void without_exposed_ports_there_is_nothing_to_wait_for() throws Exception {
    assertThat(ReadyWhen.ports().look(probe)).isEqualTo(Look.ready());
  }

  @Test
  void a_port_that_is_not_exposed_is_an_error() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ReadyWhen.port(99).look(probe))
        .withMessageContaining("99");
  }

  @Test
  void a_host_may_have_an_ipv6_address() throws Exception {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
    try (Listener service = Listener.on(InetAddress.getByName("::1"), connection -> {})) {
      assertThat(ReadyWhen.port(80).look(probe.host("::1").port(80, service.port())))
          .isEqualTo(Look.ready());
    }
  }

  static boolean hasIpv6() throws SocketException, IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null;
  }

  @Test
  void it_says_what_it_waits_for() {
    assertThat(ReadyWhen.port(80).describe()).isEqualTo("port 80 accepts connections");
    assertThat(ReadyWhen.ports().describe()).isEqualTo("its exposed ports accept connections");
    assertThat(ReadyWhen.port(80).characteristics().ports()).containsExactly(80);
    assertThat(ReadyWhen.ports().characteristics().ports()).isEmpty();
    assertThat(ReadyWhen.port(80)).isEqualTo(ReadyWhen.port(80)).isNotEqualTo(ReadyWhen.port(81));
  }
}
