package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that ssh leads to, by a real ssh server of the test's own. */
@EnabledIf(
    value = "dev.mayfly.docker.SshServer#isInstalled",
    disabledReason = "there is no " + SshServer.PROGRAM)
class SshTests {

  private static final Request PING = Request.of("GET", "/_ping");

  @TempDir private Path folder;

  private ScriptedServer engine() throws IOException {
    return ScriptedServer.start(
        folder,
        peer -> {
          while (!peer.readHead().isEmpty()) {
            peer.write(Peer.response("200 OK", "OK"));
          }
        });
  }

  private Path socket() {
    return folder.resolve("engine.sock");
  }

  private static String ask(Dialer dialer) throws IOException {
    try (Connection connection = new Connection(dialer.dial(), () -> {})) {
      connection.output().write("GET /_ping HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return ResponseHead.read(connection.input()).status() == 200 ? "answered" : "refused";
    } catch (IOException e) {
      throw dialer.explain(e);
    }
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("mayfly-ssh")).toList();
    }
  }

  @Test
  void many_connections_go_over_one_login_and_nothing_is_left_of_it() throws IOException {
    List<Path> before = folders();
    try (ScriptedServer engine = engine();
        SshServer server = SshServer.start(folder, "MaxSessions 1")) {
      try (SshTunnel tunnel = SshTunnel.open(server.client(), server.destination(socket()))) {
        for (int i = 0; i < 20; i++) {
          assertThat(ask(tunnel)).isEqualTo("answered");
        }
        assertThat(engine.connections()).isEqualTo(20);
        assertThat(folders()).hasSizeGreaterThan(before.size());
      }
      await().untilAsserted(() -> assertThat(before).containsAll(folders()));
    }
  }

  @Test
  void a_published_port_is_reached_by_one_of_this_machine_until_it_is_given_up()
      throws IOException {
    try (ScriptedServer engine = engine();
        SshServer server = SshServer.start(folder);
        ServerSocket service = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        SshTunnel tunnel = SshTunnel.open(server.client(), server.destination(socket()))) {
      assertThat(ask(tunnel)).isEqualTo("answered");
      int there = service.getLocalPort();
      Map<Integer, Integer> reached = tunnel.reach("one", Set.of(there));
      int here = reached.getOrDefault(there, 0);

      assertThat(here).isNotEqualTo(there);
      assertThat(greeting(service, here)).isEqualTo("hello");
      assertThat(tunnel.reach("two", Set.of(there))).isEqualTo(reached);
      tunnel.release("one");
      assertThat(greeting(service, here)).isEqualTo("hello");
      tunnel.release("two");
      assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", here).close());
    }
  }

  private static String greeting(ServerSocket service, int port) throws IOException {
    try (Socket client = new Socket("127.0.0.1", port);
        Socket accepted = service.accept()) {
      accepted.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
      accepted.shutdownOutput();
      InputStream in = client.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void a_machine_whose_key_is_not_known_is_not_trusted() throws IOException {
    try (SshServer server = SshServer.start(folder)) {
      assertThatIOException()
          .isThrownBy(
              () -> SshTunnel.open(server.client("none", "user"), server.destination(socket())))
          .withMessageContaining("Host key verification failed.")
          .withMessageContaining("connect once by hand and accept it, \"ssh -p ");
    }
  }

  @Test
  void a_login_that_is_refused_is_told_with_what_to_do() throws IOException {
    try (SshServer server = SshServer.start(folder)) {
      assertThatIOException()
          .isThrownBy(
              () -> SshTunnel.open(server.client("known", "host"), server.destination(socket())))
          .withMessageContaining("Permission denied")
          .withMessageContaining("ssh-add");
    }
  }

  @Test
  void where_no_engine_answers_it_is_told_in_the_same_words() {
    IOException refused = new IOException("ssh: me@build: Permission denied (publickey). ssh-add");

    assertThat(Answer.describe(refused, new SshAddress("me", "build", 0, null)))
        .isEqualTo(refused.getMessage());
  }

  @Test
  void a_machine_that_is_not_there_is_told() {
    SshDestination nowhere = new SshAddress(null, "127.0.0.1", 1, "/x").destination();

    assertThatIOException()
        .isThrownBy(() -> SshTunnel.open(nowhere))
        .withMessageContaining("Connection refused");
  }

  @Test
  void a_machine_without_such_a_socket_is_told() throws IOException {
    try (SshServer server = SshServer.start(folder);
        SshTunnel tunnel = SshTunnel.open(server.client(), server.destination(socket()))) {
      assertThatIOException()
          .isThrownBy(() -> eventually(tunnel))
          .withMessageContaining("open failed: connect failed")
          .withMessageContaining("socket there is missing");
    }
  }

  /** OpenSSH's server takes whoever may not forward ports for one who may not forward sockets. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AllowStreamLocalForwarding no",
        "AllowTcpForwarding no",
        "PermitOpen 127.0.0.1:80",
        "DisableForwarding yes"
      })
  void a_server_that_forbids_forwards_is_told_at_once(String option) throws IOException {
    try (ScriptedServer engine = engine();
        SshServer server = SshServer.start(folder, option);
        SshTunnel tunnel = SshTunnel.open(server.client(), server.destination(socket()))) {
      assertThat(engine.connections()).isZero();
      assertThatIOException()
          .isThrownBy(() -> eventually(tunnel))
          .withMessageContaining("AllowStreamLocalForwarding and AllowTcpForwarding");
    }
  }

  @Test
  void a_configuration_that_lets_no_command_run_is_overridden() throws IOException {
    Path config = folder.resolve("config");
    Files.writeString(config, "SessionType none\nStdinNull yes\nForkAfterAuthentication yes\n");
    try (ScriptedServer engine = engine();
        SshServer server = SshServer.start(folder)) {
      List<String> client = new ArrayList<>(server.client());
      client.set(client.indexOf("none"), config.toString());
      try (SshTunnel tunnel = SshTunnel.open(client, server.destination(socket()))) {
        assertThat(ask(tunnel)).isEqualTo("answered");
        assertThat(engine.connections()).isOne();
      }
    }
  }

  /** What ssh says of a forward may come after the end of it. */
  private static void eventually(SshTunnel tunnel) throws IOException {
    for (int i = 0; i < 100; i++) {
      try {
        ask(tunnel);
      } catch (IOException e) {
        if (String.valueOf(e.getMessage()).contains("ssh: ")) {
          throw e;
        }
      }
    }
  }

  @Test
  void a_login_that_breaks_is_told() throws IOException {
    try (ScriptedServer engine = engine();
        SshServer server = SshServer.start(folder);
        SshTunnel tunnel = SshTunnel.open(server.client(), server.destination(socket()))) {
      assertThat(ask(tunnel)).isEqualTo("answered");
      assertThat(engine.connections()).isOne();
      server.kill();
      await()
          .untilAsserted(
              () ->
                  assertThatIOException()
                      .isThrownBy(() -> ask(tunnel))
                      .withMessageContaining("the ssh login has ended")
                      .withMessageContaining("Connection refused"));
    }
  }

  @Test
  void a_login_that_breaks_is_made_anew_and_carries_the_same_ports() throws IOException {
    try (ScriptedServer engine = engine();
        SshServer server = SshServer.start(folder);
        ServerSocket service = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        SshTunnel tunnel = SshTunnel.open(server.client(), server.destination(socket()))) {
      int there = service.getLocalPort();
      int here = tunnel.reach("one", Set.of(there)).getOrDefault(there, 0);
      server.endLogins();

      await()
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> ask(tunnel).equals("answered"));
      assertThat(greeting(service, here)).isEqualTo("hello");
      assertThat(tunnel.reach("one", Set.of(there))).containsEntry(there, here);
      assertThat(engine.connections()).isPositive();
    }
  }

  @Test
  void the_engines_socket_is_asked_for_on_the_other_side(@TempDir Path home) throws IOException {
    Path docker = home.resolve("docker");
    Files.writeString(docker, "#!/bin/sh\necho unix://" + socket() + "\n");
    assertThat(docker.toFile().setExecutable(true)).isTrue();
    try (ScriptedServer engine = engine();
        SshServer server = SshServer.start(folder, "SetEnv PATH=" + home + ":/usr/bin:/bin")) {
      SshDestination unnamed = server.destination(null);
      try (SshTunnel tunnel = SshTunnel.open(server.client(), unnamed)) {
        assertThat(tunnel.remoteSocket()).isEqualTo(socket().toString());
        assertThat(ask(tunnel)).isEqualTo("answered");
        assertThat(engine.connections()).isOne();
      }
    }
  }

  @Test
  void a_login_may_print_what_it_likes() throws IOException {
    try (ScriptedServer engine = engine();
        SshServer server =
            SshServer.start(
                folder, "ForceCommand printf 'Hi\\nno end'; eval \"$SSH_ORIGINAL_COMMAND\"");
        SshTunnel tunnel = SshTunnel.open(server.client(), server.destination(socket()))) {
      assertThat(ask(tunnel)).isEqualTo("answered");
      assertThat(engine.connections()).isOne();
    }
  }

  @Test
  void what_ssh_says_of_its_end_is_told() {
    SshDestination nowhere = new SshAddress(null, "127.0.0.1", 1, "/x").destination();

    assertThatIOException()
        .isThrownBy(() -> SshTunnel.open(List.of("ssh", "-o", "NoSuchOption=yes"), nowhere))
        .withMessageContaining("nosuchoption");
  }

  @Test
  void an_ssh_that_is_missing_is_told_and_leaves_nothing() throws IOException {
    List<Path> before = folders();
    SshDestination nowhere = new SshAddress(null, "127.0.0.1", 1, "/x").destination();

    assertThatIOException()
        .isThrownBy(() -> SshTunnel.open(List.of("no-such-ssh"), nowhere))
        .withMessageContaining("no-such-ssh: not found");
    await().untilAsserted(() -> assertThat(before).containsAll(folders()));
  }

  @Test
  void requests_go_through_as_through_any_socket() throws IOException {
    try (ScriptedServer engine = engine();
        SshServer server = SshServer.start(folder);
        SshTunnel tunnel = SshTunnel.open(server.client(), server.destination(socket()));
        ConnectionPool pool = new ConnectionPool(tunnel, () -> {})) {
      Connection first = pool.take();
      first
          .output()
          .write((PING.method() + " / HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      assertThat(ResponseHead.read(first.input()).status()).isEqualTo(200);
      assertThat(first.input().readNBytes(2)).hasSize(2);
      pool.giveBack(first);
      assertThat(pool.take()).isSameAs(first);
      assertThat(engine.connections()).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19', 9, 2, 6",
    "'OpenSSH_8.7p1, OpenSSL 3.0.1', 8, 7, 6",
    "'OpenSSH_8.4p1 Debian-5+deb11u3', 8, 4, 0",
    "'command not found', 0, 0, 0",
  })
  void options_that_only_newer_clients_know_are_for_them(
      String said, int major, int minor, int options) {
    assertThat(SshVersion.parse(said)).isEqualTo(new SshVersion(major, minor));
    assertThat(SshVersion.parse(said).options()).hasSize(options);
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://build, ssh://build, '', build, 0,",
    "ssh://me@build:22/, ssh://me@build:22, me, build, 22,",
    "ssh://me@[fe80::1]/run/x.sock, ssh://me@[fe80::1]/run/x.sock, me, fe80::1, 0, /run/x.sock",
  })
  void addresses_are_read(
      String text, String shown, String user, String host, int port, String socket) {
    SshAddress address = SshAddress.parse(text);

    assertThat(address).hasToString(shown);
    assertThat(address.user() == null ? "" : address.user()).isEqualTo(user);
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.remoteSocket()).isEqualTo(socket);
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://, write ssh://user@host",
    "ssh://-oProxyCommand=x, write ssh://user@host",
    "ssh://a$(id), write ssh://user@host",
    "ssh://a;b, write ssh://user@host",
    "ssh://-x@build, write ssh://user@host",
    "ssh://me:secret@build, ssh takes no password",
    "ssh://build:99999, port 99999 is not between",
  })
  void what_is_no_address_is_told(String text, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SshAddress.parse(text))
        .withMessageContaining(words);
  }
}
