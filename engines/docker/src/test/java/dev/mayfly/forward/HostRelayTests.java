package dev.mayfly.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.AttachedStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The relay's program beside this JVM, and the way to this machine's ports over it. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class HostRelayTests {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int WINDOW = 65_536;
  private static final int MUCH = 64 << 20;
  private static final int MOST_PORTS = 512;

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private Process program;
  private HostRelay relay;

  /** A process's own streams. */
  private record Piped(Process process) implements AttachedStreams {
    @Override
    public OutputStream stdin() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public void close() {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        // it has ended
      }
    }
  }

  @BeforeEach
  void begin() throws IOException {
    String machine = System.getProperty("os.arch").equals("amd64") ? "amd64" : "arm64";
    Path file = folder.resolve("relay");
    try (InputStream in = getClass().getResourceAsStream("/dev/mayfly/docker/relay-" + machine)) {
      Files.copy(in, file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    program = new ProcessBuilder(file.toString()).start();
    relay = HostRelay.over(new Piped(program), threads, end::complete);
  }

  @AfterEach
  void end() throws InterruptedException {
    relay.close();
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    threads.shutdownNow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Opens a port of the relay that leads to a server of this machine. */
  private int open(int server) throws IOException {
    int port = freePort();
    relay.lead(port, server);
    return port;
  }

  /** Serves connections, each on a thread of its own. */
  private ServerSocket serve(InetAddress address, Service service) throws IOException {
    ServerSocket server = new ServerSocket(0, 512, address); // more than a test opens at once
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try {
              Socket client = server.accept();
              threads.execute(
                  () -> {
                    try (client) {
                      service.serve(client);
                    } catch (IOException e) {
                      // the client is gone
                    }
                  });
            } catch (IOException e) {
              return;
            }
          }
        });
    return server;
  }

  @FunctionalInterface
  private interface Service {
    void serve(Socket client) throws IOException;
  }

  private static void echo(Socket client) throws IOException {
    client.getInputStream().transferTo(client.getOutputStream());
    client.shutdownOutput();
  }

  @Test
  void bytes_and_their_end_come_through_in_both_directions() throws Exception {
    byte[] sent = new byte[3 << 20];
    new Random(1).nextBytes(sent);
    try (ServerSocket server = serve(LOOPBACK, HostRelayTests::echo);
        Socket client = new Socket(LOOPBACK, open(server.getLocalPort()))) {
      CompletableFuture<byte[]> answer =
          CompletableFuture.supplyAsync(() -> allOf(client), threads);
      client.getOutputStream().write(sent);
      client.shutdownOutput();

      assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(sent);
    }
  }

  private static byte[] allOf(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void an_answer_comes_before_the_client_has_said_all() throws Exception {
    try (ServerSocket server = serve(LOOPBACK, HostRelayTests::echo);
        Socket client = new Socket(LOOPBACK, open(server.getLocalPort()))) {
      client.getOutputStream().write("ask".getBytes(UTF_8));

      assertThat(client.getInputStream().readNBytes(3)).isEqualTo("ask".getBytes(UTF_8));
    }
  }

  @Test
  void a_client_that_does_not_read_holds_up_no_other() throws Exception {
    byte[] much = new byte[1 << 20];
    Service endless =
        client -> {
          while (true) {
            client.getOutputStream().write(much);
          }
        };
    try (ServerSocket flood = serve(LOOPBACK, endless);
        ServerSocket server = serve(LOOPBACK, HostRelayTests::echo);
        Socket idle = new Socket(LOOPBACK, open(flood.getLocalPort()));
        Socket client = new Socket(LOOPBACK, open(server.getLocalPort()))) {
      assertThat(idle.getInputStream().read()).isZero();
      client.getOutputStream().write("through".getBytes(UTF_8));
      client.shutdownOutput();

      assertThat(new String(allOf(client), UTF_8)).isEqualTo("through");
    }
  }

  @Test
  void a_server_that_does_not_read_holds_up_no_other() throws Exception {
    Service deaf =
        client -> {
          try {
            Thread.currentThread().join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (ServerSocket silent = serve(LOOPBACK, deaf);
        ServerSocket server = serve(LOOPBACK, HostRelayTests::echo);
        Socket stuck = new Socket(LOOPBACK, open(silent.getLocalPort()));
        Socket client = new Socket(LOOPBACK, open(server.getLocalPort()))) {
      AtomicInteger sent = new AtomicInteger();
      threads.execute(() -> write(stuck, MUCH, sent));
      awaitStill(sent);
      client.getOutputStream().write("through".getBytes(UTF_8));
      client.shutdownOutput();

      assertThat(new String(allOf(client), UTF_8)).isEqualTo("through");
      assertThat(sent).hasValueBetween(WINDOW, MUCH - 1);
    }
  }

  private static void write(Socket socket, int bytes, AtomicInteger sent) {
    try {
      for (byte[] piece = new byte[4096]; sent.get() < bytes; sent.addAndGet(piece.length)) {
        socket.getOutputStream().write(piece);
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  /** Until nobody takes any more of what is sent. */
  private static void awaitStill(AtomicInteger sent) {
    AtomicInteger before = new AtomicInteger(-1);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> sent.get() >= WINDOW && before.getAndSet(sent.get()) == sent.get());
  }

  @Test
  void hundreds_of_connections_are_served_one_after_the_other_and_side_by_side() throws Exception {
    try (ServerSocket server = serve(LOOPBACK, HostRelayTests::echo)) {
      int port = open(server.getLocalPort());
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String word = "word " + i;
        answers.add(CompletableFuture.supplyAsync(() -> ask(port, word), threads));
      }

      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("word " + i);
      }
    }
  }

  private static String ask(int port, String word) {
    try (Socket client = new Socket(LOOPBACK, port)) {
      client.getOutputStream().write(word.getBytes(UTF_8));
      client.shutdownOutput();
      return new String(allOf(client), UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_server_that_listens_on_ipv6_alone_is_reached() throws Exception {
    InetAddress six = InetAddress.getByName("::1");
    assumeTrue(NetworkInterface.getByInetAddress(six) != null, "this machine has no ::1");
    try (ServerSocket server = serve(six, HostRelayTests::echo)) {
      assertThat(ask(open(server.getLocalPort()), "six")).isEqualTo("six");
    }
  }

  @Test
  void when_all_ports_are_taken_that_is_said_with_what_to_do() throws Exception {
    int taken = 0;
    while (taken < MOST_PORTS) {
      try {
        relay.lead(freePort());
        taken++;
      } catch (MayflyException another) {
        assertThat(another).hasMessageContaining("error 98"); // somebody was faster
      }
    }

    assertThatThrownBy(() -> relay.lead(freePort()))
        .isInstanceOf(MayflyException.class)
        .hasMessageContainingAll("can't listen", "as many ports", "network(…)");
    assertThat(relay.hasEnded()).isFalse();
  }

  @Test
  void a_port_that_nobody_listens_on_resets_connections_and_is_known() throws Exception {
    int nobody = freePort();
    int port = open(nobody);
    try (Socket client = new Socket(LOOPBACK, port)) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
    assertThat(relay.unanswered())
        .containsOnlyKeys(port)
        .extractingByKey(port)
        .asString()
        .startsWith("nobody takes connections at 127.0.0.1:" + nobody);

    try (ServerSocket later = new ServerSocket(nobody, 50, LOOPBACK)) {
      assertThat(new Socket(LOOPBACK, port).isConnected()).isTrue();
      await().untilAsserted(() -> assertThat(relay.unanswered()).isEmpty());
      assertThat(later.isBound()).isTrue();
    }
  }

  @Test
  void a_server_that_crashes_resets_its_client() throws Exception {
    Service crashing = client -> client.setSoLinger(true, 0);
    try (ServerSocket server = serve(LOOPBACK, crashing);
        Socket client = new Socket(LOOPBACK, open(server.getLocalPort()))) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_relay_that_is_gone_says_so_and_breaks_its_connections() throws Exception {
    try (ServerSocket server = serve(LOOPBACK, HostRelayTests::echo);
        Socket client = new Socket(LOOPBACK, open(server.getLocalPort()))) {
      program.destroyForcibly();

      assertThat(end.get(30, TimeUnit.SECONDS)).isNotEmpty();
      assertThatThrownBy(() -> relay.lead(80)).hasMessageContaining("is no more");
      assertThat(endOf(client)).isTrue();
    }
  }

  private static boolean endOf(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void the_relay_ends_with_its_input() throws Exception {
    program.getOutputStream().close();

    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isZero();
  }
}
