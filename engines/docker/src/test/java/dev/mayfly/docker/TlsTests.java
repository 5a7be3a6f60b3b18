package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.mayfly.docker.ScriptedServer.Conversation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that speak TLS, and what is said when they and Mayfly don't trust each other. */
class TlsTests {

  private static final Request PING = Request.of("GET", "/_ping");
  private static final Conversation THREE_ANSWERS =
      peer -> {
        for (int i = 0; i < 3; i++) {
          peer.answer("200 OK", "OK");
        }
      };

  private static TlsFiles files(String certificate) {
    return new TlsFiles(
        TlsServer.file("ca"), TlsServer.file(certificate), TlsServer.key(certificate), true);
  }

  private static Transport to(TlsServer server, TlsFiles files) throws IOException {
    return new Transport(new TcpAddress("127.0.0.1", server.port(), files), Limits.usual());
  }

  private static String ask(Transport transport) throws IOException {
    return new String(transport.execute(PING).bytes(), StandardCharsets.UTF_8);
  }

  private static String askOnce(TlsServer server, TlsFiles files) throws IOException {
    try (Transport transport = to(server, files)) {
      return ask(transport);
    }
  }

  /** Why there is no answer. */
  private static String refusal(String serverCertificate, TlsFiles files) throws IOException {
    try (TlsServer server = TlsServer.start(serverCertificate, "TLSv1.3", THREE_ANSWERS)) {
      return String.valueOf(
          assertThatIOException().isThrownBy(() -> askOnce(server, files)).actual().getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "curve", "edwards"})
  void keys_of_every_kind_open_it(String certificate) throws IOException {
    try (TlsServer server = TlsServer.start(THREE_ANSWERS)) {
      assertThat(askOnce(server, files(certificate))).isEqualTo("OK");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, rsa-key-pkcs1",
    "curve, curve-key-sec1",
    "curve, curve-key-with-parameters",
  })
  void keys_in_the_older_forms_of_openssl_open_it(String certificate, String key)
      throws IOException {
    TlsFiles files =
        new TlsFiles(TlsServer.file("ca"), TlsServer.file(certificate), TlsServer.file(key), true);
    try (TlsServer server = TlsServer.start(THREE_ANSWERS)) {
      assertThat(askOnce(server, files)).isEqualTo("OK");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_connection_is_used_again_whatever_tls_says_between(String protocol) throws IOException {
    try (TlsServer server = TlsServer.start("server", protocol, THREE_ANSWERS);
        Transport transport = to(server, files("curve"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(transport)).isEqualTo("OK");
      }
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  void a_connection_that_the_engine_has_closed_is_not_used_again() throws IOException {
    try (TlsServer server = TlsServer.start(peer -> peer.answer("200 OK", "OK"));
        Transport transport = to(server, files("curve"))) {
      assertThat(ask(transport)).isEqualTo("OK");
      assertThat(ask(transport)).isEqualTo("OK");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  /**
   * In TLS 1.2 who hears the other's end has to end as well (RFC 5246, 7.2.1); Go's servers don't.
   */
  @Test
  void the_end_of_our_bytes_leaves_theirs_open() throws IOException {
    Conversation raw =
        peer -> {
          peer.readHead();
          peer.write("HTTP/1.1 101 UPGRADED\r\n\r\n");
          peer.write("heard " + peer.readToEnd());
        };
    try (TlsServer server = TlsServer.start(raw);
        Transport transport = to(server, files("curve"));
        Hijacked streams = transport.hijack(Request.of("POST", "/attach"))) {
      streams.output().write("hello".getBytes(StandardCharsets.UTF_8));
      streams.endOutput();
      assertThat(new String(streams.input().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("heard hello");
    }
  }

  @Test
  void much_goes_both_ways_at_once() throws Exception {
    byte[] much = new byte[4 << 20];
    Conversation echo =
        peer -> {
          peer.readHead();
          peer.write("HTTP/1.1 101 UPGRADED\r\n\r\n");
          for (int i = 0; i < 64; i++) {
            peer.write(peer.read(much.length / 64));
          }
        };
    try (TlsServer server = TlsServer.start(echo);
        Transport transport = to(server, files("curve"));
        Hijacked streams = transport.hijack(Request.of("POST", "/attach"))) {
      CompletableFuture<byte[]> reading = new CompletableFuture<>();
      Threads.daemon("reader", () -> complete(reading, streams)).start();
      streams.output().write(much);
      assertThat(reading.get()).isEqualTo(much);
    }
  }

  private static void complete(CompletableFuture<byte[]> reading, Hijacked streams) {
    try {
      reading.complete(streams.input().readAllBytes());
    } catch (IOException e) {
      reading.completeExceptionally(e);
    }
  }

  @Test
  void closing_ends_a_wait() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (TlsServer server = TlsServer.start(peer -> silent(peer, asked));
        Transport transport = to(server, files("curve"))) {
      CompletableFuture<@Nullable IOException> waiting = waitIn(transport).failure();
      asked.await();
      transport.close();
      assertThat(waiting.get()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void an_interrupt_ends_a_wait() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (TlsServer server = TlsServer.start(peer -> silent(peer, asked));
        Transport transport = to(server, files("curve"))) {
      Waiting waiting = waitIn(transport);
      asked.await();
      waiting.thread().interrupt();
      assertThat(waiting.failure().get()).isInstanceOf(ClosedByInterruptException.class);
    }
  }

  @Test
  void an_interrupt_in_the_handshake_is_no_refusal() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Transport transport =
            new Transport(
                new TcpAddress("127.0.0.1", mute.getLocalPort(), files("curve")), Limits.usual())) {
      Waiting waiting = waitIn(transport);
      try (Socket accepted = mute.accept()) {
        assertThat(accepted.getInputStream().read()).isPositive();
        waiting.thread().interrupt();
        assertThat(waiting.failure().get()).isInstanceOf(ClosedByInterruptException.class);
      }
    }
  }

  private static void silent(Peer peer, CountDownLatch asked) throws IOException {
    peer.readHead();
    asked.countDown();
    peer.readToEnd();
  }

  private static Waiting waitIn(Transport transport) {
    CompletableFuture<@Nullable IOException> failure = new CompletableFuture<>();
    Thread thread =
        Threads.daemon(
            "asker",
            () -> {
              try {
                ask(transport);
                failure.complete(null);
              } catch (IOException e) {
                failure.complete(e);
              }
            });
    thread.start();
    return new Waiting(thread, failure);
  }

  private record Waiting(Thread thread, CompletableFuture<@Nullable IOException> failure) {}

  @Test
  void an_engine_of_another_authority_is_not_trusted() throws IOException {
    TlsFiles files =
        new TlsFiles(
            TlsServer.file("stranger"), TlsServer.file("curve"), TlsServer.key("curve"), true);

    assertThat(refusal("server", files))
        .isEqualTo(
            "its certificate is not signed by the authority in " + TlsServer.file("stranger"));
  }

  @Test
  void without_verification_any_engine_is_trusted() throws IOException {
    TlsFiles files = new TlsFiles(null, TlsServer.file("curve"), TlsServer.key("curve"), false);
    try (TlsServer server = TlsServer.start("elsewhere", "TLSv1.3", THREE_ANSWERS)) {
      assertThat(askOnce(server, files)).isEqualTo("OK");
    }
  }

  @Test
  void an_engine_of_no_known_authority_is_not_trusted() throws IOException {
    TlsFiles files = new TlsFiles(null, TlsServer.file("curve"), TlsServer.key("curve"), true);

    assertThat(refusal("server", files)).contains("not signed by an authority that this JDK");
  }

  @ParameterizedTest
  @CsvSource({
    "expired, its certificate has expired",
    "early, its certificate is not valid yet",
    "elsewhere, its certificate is not for \"127.0.0.1\""
  })
  void what_is_wrong_with_an_engines_certificate_is_told(String certificate, String words)
      throws IOException {
    assertThat(refusal(certificate, files("curve"))).startsWith(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foreign", "late"})
  void a_certificate_that_the_engine_refuses_is_named(String certificate) throws IOException {
    assertThat(refusal("server", files(certificate)))
        .containsPattern("refuses? the certificate " + TlsServer.file(certificate));
  }

  @Test
  void a_missing_certificate_is_asked_for() throws IOException {
    TlsFiles files = new TlsFiles(TlsServer.file("ca"), null, null, true);

    assertThat(refusal("server", files)).containsPattern("asks? for a certificate.*cert.pem");
  }

  @Test
  void an_engine_that_speaks_plain_http_is_told_apart(@TempDir Path directory) throws IOException {
    try (ScriptedServer plain =
            ScriptedServer.start(directory, peer -> peer.write(Peer.response("400 Bad", "?")));
        Relay relay = Relay.start(directory.resolve("engine.sock"));
        Transport transport =
            new Transport(
                new TcpAddress("127.0.0.1", relay.port(), files("curve")), Limits.usual())) {
      assertThat(plain.connections()).isZero();
      assertThatIOException()
          .isThrownBy(() -> ask(transport))
          .withMessageStartingWith("it does not speak TLS at this port");
    }
  }

  @Test
  void a_key_of_another_certificate_is_told() throws IOException {
    TlsFiles files =
        new TlsFiles(TlsServer.file("ca"), TlsServer.file("rsa"), TlsServer.key("curve"), true);

    assertThat(refusal("server", files)).contains("is not that of the certificate");
  }

  @Test
  void a_certificate_without_its_key_is_told() throws IOException {
    TlsFiles files = new TlsFiles(TlsServer.file("ca"), TlsServer.file("rsa"), null, true);

    assertThat(refusal("server", files))
        .isEqualTo("there is no key.pem beside the certificate " + TlsServer.file("rsa"));
  }

  @Test
  void a_missing_certificate_is_asked_for_in_the_older_version_too() throws IOException {
    TlsFiles files = new TlsFiles(TlsServer.file("ca"), null, null, true);
    try (TlsServer server = TlsServer.start("server", "TLSv1.2", THREE_ANSWERS)) {
      assertThatIOException()
          .isThrownBy(() -> askOnce(server, files))
          .withMessageMatching("(?s).*(asks? for a certificate).*cert.pem.*");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-key-locked", "rsa-key-locked-pkcs1"})
  void a_key_with_a_password_is_told(String key) throws IOException {
    TlsFiles files =
        new TlsFiles(TlsServer.file("ca"), TlsServer.file("rsa"), TlsServer.file(key), true);

    assertThat(refusal("server", files))
        .startsWith("the key " + TlsServer.file(key) + " is locked by a password");
  }

  @ParameterizedTest
  @CsvSource({
    "'', there is no private key in PEM in",
    "-----BEGIN PRIVATE KEY-----|AAAA|-----END PRIVATE KEY-----, is damaged",
    "-----BEGIN EC PRIVATE KEY-----|MHcC|-----END EC PRIVATE KEY-----, is damaged",
    "-----BEGIN RSA PRIVATE KEY-----|MHcC|-----END RSA PRIVATE KEY-----, is damaged",
  })
  void what_is_no_key_is_told(String pem, String words, @TempDir Path directory)
      throws IOException {
    Path key = directory.resolve("key.pem");
    Files.writeString(key, pem.replace('|', '\n'));
    TlsFiles files = new TlsFiles(TlsServer.file("ca"), TlsServer.file("rsa"), key, true);

    assertThat(refusal("server", files)).contains(words, key.toString());
  }

  @Test
  void a_file_that_is_missing_is_told() throws IOException {
    TlsFiles files = new TlsFiles(TlsServer.file("none"), null, null, true);

    assertThat(refusal("server", files)).isEqualTo("there is no file " + TlsServer.file("none"));
  }

  @Test
  void what_is_no_certificate_is_told(@TempDir Path directory) throws IOException {
    Path text = Files.writeString(directory.resolve("ca.pem"), "hello\n");

    assertThat(refusal("server", new TlsFiles(text, null, null, true)))
        .contains(text + " is no certificate in PEM");
  }
}
