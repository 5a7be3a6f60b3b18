package dev.mayfly.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSpec;
import dev.mayfly.DeclarationException;
import dev.mayfly.Fault;
import dev.mayfly.Faults;
import dev.mayfly.Faults.Direction;
import dev.mayfly.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections through a stable address to servers of this JVM. */
final class StableAddressTests {

  private static final ContainerSpec SPEC = ContainerSpec.of("echo:1").expose(7).stableAddress();
  private static final Port ECHO = Port.tcp(7);

  private final EchoServer server = new EchoServer("");
  private final StableAddress address = StableAddress.open(SPEC, "field Tests.echo");
  private final Faults faults = address.faults();
  private int port;

  @BeforeEach
  void lead() {
    port = lead(server);
  }

  @AfterEach
  void close() {
    address.close();
    server.close();
  }

  private int lead(EchoServer to) {
    return address.lead("127.0.0.1", Map.of(ECHO, to.port())).get(ECHO);
  }

  /** A read of it that waits for ever is beyond JUnit's timeouts, so none does. */
  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setSoTimeout(60_000);
    return client;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String receive(Socket client, int length) throws IOException {
    return new String(client.getInputStream().readNBytes(length), UTF_8);
  }

  @Test
  void bytes_go_both_ways_and_the_end_of_one_is_passed_on() throws IOException {
    try (Socket client = connect()) {
      send(client, "hello");
      assertThat(receive(client, 5)).isEqualTo("hello");

      client.shutdownOutput();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_long_stream_arrives_whole_also_at_a_reader_that_comes_late() throws Exception {
    byte[] sent = new byte[20_000_000];
    new Random(1).nextBytes(sent);
    try (Socket client = connect()) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  client.getOutputStream().write(sent);
                  client.shutdownOutput();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
      sending.get();
    }
  }

  @Test
  void the_same_port_leads_to_where_the_container_is_mapped_now() throws IOException {
    try (EchoServer next = new EchoServer("next:")) {
      assertThat(lead(next)).isEqualTo(port);
      try (Socket client = connect()) {
        send(client, "hello");
        assertThat(receive(client, 10)).isEqualTo("next:hello");
      }
    }
  }

  @Test
  void while_nothing_answers_a_connection_is_reset() throws IOException {
    server.close();

    isReset();
  }

  @Test
  void nobody_is_led_to_who_has_the_port_of_a_stopped_container_now() throws IOException {
    address.leadNowhere();

    isReset();
    assertThat(server.received()).isZero();

    lead(server);
    works();
  }

  private void isReset() throws IOException {
    try (Socket client = connect()) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  private void works() throws IOException {
    try (Socket client = connect()) {
      send(client, "works");
      assertThat(receive(client, 5)).isEqualTo("works");
    }
  }

  @Test
  void refused_are_new_connections_until_the_fault_is_undone() throws IOException {
    try (Socket old = connect()) {
      send(old, "old");
      assertThat(receive(old, 3)).isEqualTo("old");

      try (Fault refusal = faults.refuse()) {
        isReset();
        send(old, "old");
        assertThat(receive(old, 3)).isEqualTo("old");
        refusal.close();
      }
      works();
    }
  }

  @Test
  void cut_are_the_connections_that_are_open() throws IOException {
    try (Socket open = connect()) {
      send(open, "open");
      assertThat(receive(open, 4)).isEqualTo("open");

      faults.cut();

      assertThatThrownBy(() -> open.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    works();
  }

  @Test
  void cut_is_also_a_connection_that_does_not_reach_the_container_yet() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(busy.getInetAddress(), busy.getLocalPort());
        Socket second = new Socket(busy.getInetAddress(), busy.getLocalPort())) {
      assertThat(List.of(first, second)).allMatch(Socket::isConnected); // its queue is full
      address.lead("127.0.0.1", Map.of(ECHO, busy.getLocalPort()));
      try (Socket open = connect()) {
        open.setSoTimeout(10);
        await()
            .atMost(Duration.ofSeconds(3)) // after 5 it would be given up and reset anyway
            .untilAsserted(
                () -> {
                  faults.cut();
                  assertThatThrownBy(() -> open.getInputStream().read())
                      .isInstanceOf(SocketException.class);
                });
      }
    }
  }

  @Test
  void delayed_is_what_the_container_sends_until_the_fault_is_undone() throws IOException {
    Fault delay = faults.delay(Duration.ofHours(1));
    try (Socket client = connect()) {
      send(client, "late");
      await().until(() -> server.received() == 4);
      assertThat(client.getInputStream().available()).isZero();

      delay.close();

      assertThat(receive(client, 4)).isEqualTo("late");
    }
  }

  @Test
  void a_short_delay_passes_by_itself() throws IOException {
    try (Socket client = connect();
        Fault delay = faults.delay(Duration.ofMillis(30))) {
      send(client, "late");
      assertThat(receive(client, 4)).isEqualTo("late");
      delay.close();
    }
  }

  @Test
  void throttled_bytes_wait_for_their_time_until_the_fault_is_undone() throws IOException {
    try (Socket client = connect()) {
      Fault throttle = faults.throttle(1);
      send(client, "x".repeat(5_000));
      assertThat(server.received()).isLessThan(5_000);

      throttle.close();

      assertThat(receive(client, 5_000)).hasSize(5_000);
    }
  }

  @Test
  void what_the_container_sends_can_be_dropped() throws IOException {
    faults.drop(Direction.FROM_CONTAINER);
    try (Socket client = connect()) {
      send(client, "lost");
      client.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes()).isEmpty();
      assertThat(server.received()).isEqualTo(4);
    }
  }

  @Test
  void what_clients_send_can_be_dropped() throws IOException {
    faults.drop(Direction.TO_CONTAINER);
    try (Socket client = connect()) {
      send(client, "lost");
      client.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes()).isEmpty();
      assertThat(server.received()).isZero();
    }
  }

  @Test
  void all_faults_are_undone_at_once() throws IOException {
    faults.refuse();
    faults.delay(Duration.ofHours(1));
    faults.throttle(1);
    faults.drop(Direction.TO_CONTAINER);

    faults.undo();

    works();
  }

  @Test
  void a_fault_that_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> faults.throttle(0)).hasMessageContaining("use drop(…)");
    assertThatThrownBy(() -> faults.delay(Duration.ofMillis(-1))).hasMessageContaining("negative");
  }

  @Test
  void a_chosen_port_that_is_taken_is_told_and_a_free_one_is_had() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int number = taken.getLocalPort();
      ContainerSpec spec = SPEC.stableAddress(7, number);
      assertThatThrownBy(() -> StableAddress.open(spec, "field Tests.echo"))
          .isInstanceOf(DeclarationException.class)
          .hasMessageStartingWith("field Tests.echo can't have port " + number)
          .hasMessageContaining("choose another port");

      taken.close();
      try (StableAddress chosen = StableAddress.open(spec, "field Tests.echo")) {
        assertThat(chosen.lead("127.0.0.1", Map.of(ECHO, server.port())))
            .containsEntry(ECHO, number);
      }
    }
  }

  @Test
  void a_closed_address_listens_no_more() {
    address.close();

    await()
        .untilAsserted(
            () -> assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class));
  }
}
