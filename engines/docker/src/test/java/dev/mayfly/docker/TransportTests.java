package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.mayfly.docker.ScriptedServer.Conversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses on sockets that behave and misbehave. */
class TransportTests {

  private static final Request PING = Request.of("GET", "/_ping");

  @TempDir private Path directory;

  private static String text(Response response) throws IOException {
    return new String(response.bytes(), StandardCharsets.UTF_8);
  }

  /** Asks once, of a server that gives this answer and hangs up. */
  private String ask(String answer) throws IOException {
    Conversation once =
        peer -> {
          peer.readHead();
          peer.write(answer);
        };
    try (ScriptedServer server = ScriptedServer.start(directory, once);
        Transport transport = new Transport(server.address(), Limits.usual())) {
      return text(transport.execute(PING));
    }
  }

  @Test
  void a_body_of_known_length_is_read() throws IOException {
    assertThat(ask("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")).isEqualTo("hello");
  }

  @Test
  void a_body_in_chunks_is_read() throws IOException {
    String chunks = "3;ext=1\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: x\r\n\r\n";
    assertThat(ask("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))
        .isEqualTo("hello");
  }

  @Test
  void a_body_without_length_ends_with_the_connection() throws IOException {
    assertThat(ask("HTTP/1.0 200 OK\r\n\r\nhello")).isEqualTo("hello");
  }

  @Test
  void an_interim_response_is_passed_over() throws IOException {
    assertThat(ask("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n",
      })
  void a_broken_response_is_an_error(String answer) {
    assertThatIOException().isThrownBy(() -> ask(answer));
  }

  @Test
  void a_header_without_end_is_given_up() {
    assertThatIOException()
        .isThrownBy(() -> ask("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000)))
        .withMessageContaining("64 KiB");
  }

  @Test
  void a_connection_is_used_again() throws IOException {
    Conversation twice =
        peer -> {
          peer.answer("200 OK", "one");
          peer.answer("404 Not Found", "two");
          peer.readHead();
        };
    try (ScriptedServer server = ScriptedServer.start(directory, twice);
        Transport transport = new Transport(server.address(), Limits.usual())) {
      assertThat(text(transport.execute(PING))).isEqualTo("one");
      assertThat(text(transport.execute(PING))).isEqualTo("two");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_connection_whose_response_was_not_read_to_the_end_is_not_used_again() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(directory, p -> p.answer("200 OK", "long"));
        Transport transport = new Transport(server.address(), Limits.usual())) {
      transport.execute(PING).close();
      assertThat(text(transport.execute(PING))).isEqualTo("long");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_connection_that_the_engine_has_closed_is_not_used_again()
      throws IOException, InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    Conversation once =
        peer -> {
          peer.answer("200 OK", "one");
          peer.hangUp();
          closed.countDown();
        };
    try (ScriptedServer server =
            ScriptedServer.start(directory, once, peer -> peer.answer("200 OK", "two"));
        Transport transport = new Transport(server.address(), Limits.usual())) {
      assertThat(text(transport.execute(PING))).isEqualTo("one");
      closed.await();
      assertThat(text(transport.execute(Request.of("POST", "/x")))).isEqualTo("two");
    }
  }

  private static final Conversation HANGS_UP_AT_THE_SECOND_REQUEST =
      peer -> {
        peer.answer("200 OK", "one");
        peer.readHead();
      };

  @Test
  void a_question_is_asked_again_when_the_engine_closes_an_old_connection() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.start(
                directory, HANGS_UP_AT_THE_SECOND_REQUEST, peer -> peer.answer("200 OK", "two"));
        Transport transport = new Transport(server.address(), Limits.usual())) {
      assertThat(text(transport.execute(PING))).isEqualTo("one");
      assertThat(text(transport.execute(PING))).isEqualTo("two");
    }
  }

  @Test
  void a_command_is_never_given_twice() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.start(
                directory, HANGS_UP_AT_THE_SECOND_REQUEST, peer -> peer.answer("200 OK", "two"));
        Transport transport = new Transport(server.address(), Limits.usual())) {
      assertThat(text(transport.execute(PING))).isEqualTo("one");
      assertThatIOException().isThrownBy(() -> transport.execute(Request.of("POST", "/start")));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_body_of_unknown_length_is_sent_in_chunks() throws IOException {
    CompletableFuture<String> received = new CompletableFuture<>();
    Conversation once =
        peer -> {
          String head = peer.readHead();
          received.complete(head + peer.read("5\r\nhello\r\n0\r\n\r\n".length()));
          peer.write(Peer.response("200 OK", "done"));
        };
    try (ScriptedServer server = ScriptedServer.start(directory, once);
        Transport transport = new Transport(server.address(), Limits.usual())) {
      Request put = Request.of("PUT", "/archive").content(out -> out.write("hello".getBytes()));
      assertThat(text(transport.execute(put))).isEqualTo("done");
    }
    assertThat(received.join())
        .startsWith("PUT /archive HTTP/1.1\r\n")
        .contains("Transfer-Encoding: chunked\r\n")
        .endsWith("\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  }

  @Test
  void a_refusal_is_read_though_the_engine_reads_no_more_of_the_body() throws IOException {
    byte[] much = new byte[8 << 20];
    try (ScriptedServer server = ScriptedServer.start(directory, p -> p.answer("404 No", "why"));
        Transport transport = new Transport(server.address(), Limits.usual())) {
      Request put = Request.of("PUT", "/archive").content(out -> out.write(much));
      Response response = transport.execute(put);
      assertThat(response.status()).isEqualTo(404);
      assertThat(text(response)).isEqualTo("why");
    }
  }

  @Test
  void many_threads_get_each_its_own_answer() throws IOException {
    Conversation echo =
        peer -> {
          for (String head = peer.readHead(); !head.isEmpty(); head = peer.readHead()) {
            peer.write(Peer.response("200 OK", head.split(" ")[1]));
          }
        };
    try (ScriptedServer server = ScriptedServer.start(directory, echo);
        Transport transport = new Transport(server.address(), Limits.usual())) {
      IntStream.range(0, 400)
          .mapToObj(i -> "/path/" + i)
          .map(path -> CompletableFuture.runAsync(() -> assertEchoed(transport, path)))
          .toList()
          .forEach(CompletableFuture::join);
      assertThat(server.connections()).isLessThanOrEqualTo(400);
    }
  }

  private static void assertEchoed(Transport transport, String path) {
    try {
      assertThat(text(transport.execute(Request.of("GET", path)))).isEqualTo(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closing_ends_a_read_that_waits() throws IOException {
    Conversation endless =
        peer -> {
          peer.readHead();
          peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
          peer.readHead();
        };
    try (ScriptedServer server = ScriptedServer.start(directory, endless)) {
      Transport transport = new Transport(server.address(), Limits.usual());
      Response response = transport.execute(PING);
      assertThat(response.body().read()).isEqualTo('x');
      CompletableFuture<Integer> next =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return response.body().read();
                } catch (IOException e) {
                  return -2;
                }
              });
      transport.close();
      assertThat(next.join()).isEqualTo(-2);
      assertThatIOException().isThrownBy(() -> transport.execute(PING));
    }
  }

  @Test
  void an_interrupted_thread_gets_an_error_and_stays_interrupted() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(directory, Peer::readHead);
        Transport transport = new Transport(server.address(), Limits.usual())) {
      Thread.currentThread().interrupt();
      assertThatIOException()
          .isThrownBy(() -> transport.execute(PING))
          .satisfies(
              e ->
                  assertThat(transport.unreachable("Asking", e))
                      .hasMessageContaining("Asking: interrupted"));
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
