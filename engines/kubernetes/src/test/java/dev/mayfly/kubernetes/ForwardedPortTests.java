package dev.mayfly.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of a forwarded port, and servers of this JVM in the pods' place. */
final class ForwardedPortTests {

  private static final byte[][] PORT_NUMBERS = {
    LoopbackPod.message(0, (byte) 7, (byte) 0), LoopbackPod.message(1, (byte) 7, (byte) 0)
  };

  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> Threads.daemon("forward-test", task));
  private final Map<String, Server> pods = new ConcurrentHashMap<>();
  private final Acceptor acceptor = Acceptor.start("forward-test-accept");
  private ForwardedPort port;

  /** Answers what it reads when its client has ended, or at once, after its name. */
  private record Server(String name, ServerSocket socket) {

    static Server start(String name, ExecutorService threads) throws IOException {
      Server server = new Server(name, new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
      threads.execute(() -> server.serve(threads));
      return server;
    }

    private void serve(ExecutorService threads) {
      try {
        while (true) {
          Socket client = socket.accept();
          threads.execute(() -> answer(client));
        }
      } catch (IOException e) {
        // closed
      }
    }

    private void answer(Socket client) {
      try (client) {
        client.getOutputStream().write(name.getBytes(UTF_8));
        client.getInputStream().transferTo(client.getOutputStream());
      } catch (IOException e) {
        // hung up
      }
    }

    PodSocket connect() {
      try {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        Runnable hangUp = () -> close(client);
        return LoopbackPod.open(
            client.getOutputStream(), client.getInputStream(), 0, hangUp, PORT_NUMBERS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(Socket client) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @BeforeEach
  void listen() throws IOException {
    pods.put("one", Server.start("1", threads));
    port = ForwardedPort.open(acceptor, () -> way("one"), threads);
  }

  @AfterEach
  void close() throws IOException {
    port.close();
    for (Server server : pods.values()) {
      server.socket().close();
    }
    threads.shutdownNow();
  }

  private PodSocket way(String pod) {
    Server server = pods.get(pod);
    if (server == null) {
      throw new EngineException(404, "pods \"" + pod + "\" not found");
    }
    return server.connect();
  }

  /** A read of it that waits for ever is beyond JUnit's timeouts, so none does. */
  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port.number());
    client.setSoTimeout(60_000);
    return client;
  }

  private static String read(Socket client, int bytes) throws IOException {
    return new String(client.getInputStream().readNBytes(bytes), UTF_8);
  }

  @Test
  void bytes_go_there_and_back() throws Exception {
    byte[] bytes = new byte[1 << 20];
    new Random(42).nextBytes(bytes);
    try (Socket client = connect()) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> write(client, bytes), threads);

      assertThat(read(client, 1)).isEqualTo("1");
      assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
      writing.join();
    }
  }

  private static void write(Socket client, byte[] bytes) {
    try {
      client.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void two_hundred_clients_at_once_get_what_is_theirs() {
    CompletableFuture<?>[] clients =
        IntStream.range(1000, 1200)
            .mapToObj(number -> CompletableFuture.runAsync(() -> talk("" + number), threads))
            .toArray(CompletableFuture<?>[]::new);

    CompletableFuture.allOf(clients).join();
  }

  private void talk(String text) {
    try (Socket client = connect()) {
      write(client, text.getBytes(UTF_8));
      assertThat(read(client, 5)).isEqualTo("1" + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_port_that_is_refused_in_the_pod_is_a_connection_that_is_closed() throws Exception {
    byte[] refusal = LoopbackPod.message(1, "connection refused".getBytes(UTF_8));
    ForwardedPort refused =
        ForwardedPort.open(
            acceptor, () -> LoopbackPod.saying(PORT_NUMBERS[0], PORT_NUMBERS[1], refusal), threads);
    try (refused;
        Socket client = new Socket(InetAddress.getLoopbackAddress(), refused.number())) {
      client.setSoTimeout(60_000);

      assertThatThrownBy(() -> read(client, 1)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void a_pod_that_is_away_resets_its_clients_and_comes_back_at_the_same_port() throws Exception {
    Server server = pods.remove("one");
    try (Socket client = connect()) {
      assertThatThrownBy(() -> read(client, 1)).isInstanceOf(SocketException.class);
    }

    pods.put("one", server);

    talk("back");
  }

  @Test
  void what_a_pod_still_says_arrives_when_its_client_has_ended_its_own() throws Exception {
    try (Socket client = connect()) {
      write(client, "all".getBytes(UTF_8));
      client.shutdownOutput();

      assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("1all");
    }
  }

  @Test
  void closing_resets_who_is_connected() throws Exception {
    try (Socket client = connect()) {
      assertThat(read(client, 1)).isEqualTo("1");

      port.close();

      assertThatThrownBy(() -> read(client, 1)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void what_fails_at_one_port_ends_no_other() throws Exception {
    ForwardedPort other =
        ForwardedPort.open(
            acceptor,
            () -> way("one"),
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    try (other;
        Socket client = new Socket(InetAddress.getLoopbackAddress(), other.number())) {
      client.setSoTimeout(60_000);

      assertThatThrownBy(() -> read(client, 1)).isInstanceOf(SocketException.class);

      talk("here");
    }
  }

  @Test
  void one_that_is_opened_when_all_are_closed_listens_nowhere() {
    acceptor.close();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ForwardedPort.open(acceptor, () -> way("one"), threads))
        .withMessageContaining("closed already");
  }
}
