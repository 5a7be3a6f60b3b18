package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that leave HTTP. */
class HijackTests {

  private static final Request ATTACH = Request.of("POST", "/attach").json("{}");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"
      })
  void bytes_go_both_ways_and_the_end_of_ours_leaves_theirs_open(String agreement)
      throws IOException {
    CompletableFuture<String> head = new CompletableFuture<>();
    ScriptedServer.Conversation raw =
        peer -> {
          head.complete(peer.readHead());
          peer.read(2);
          peer.write(agreement + "early ");
          peer.write("heard " + peer.readToEnd());
        };
    try (ScriptedServer server = ScriptedServer.start(directory, raw);
        Transport transport = new Transport(server.address(), Limits.usual());
        Hijacked streams = transport.hijack(ATTACH)) {
      assertThat(streams.isAgreed()).isTrue();
      streams.output().write("hello".getBytes(StandardCharsets.UTF_8));
      streams.endOutput();
      assertThat(new String(streams.input().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("early heard hello");
    }
    assertThat(head.join()).contains("Connection: Upgrade\r\n", "Upgrade: tcp\r\n");
  }

  @Test
  void one_thread_writes_while_another_reads() throws IOException {
    byte[] much = new byte[4 << 20];
    ScriptedServer.Conversation echo =
        peer -> {
          peer.readHead();
          peer.read(2);
          peer.write("HTTP/1.1 101 UPGRADED\r\n\r\n");
          for (int i = 0; i < 64; i++) {
            peer.write(peer.read(much.length / 64));
          }
        };
    try (ScriptedServer server = ScriptedServer.start(directory, echo);
        Transport transport = new Transport(server.address(), Limits.usual());
        Hijacked streams = transport.hijack(ATTACH)) {
      CompletableFuture<byte[]> reading =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return streams.input().readAllBytes();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      streams.output().write(much);
      assertThat(reading.join()).isEqualTo(much);
    }
  }

  @Test
  void a_refusal_is_told() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.start(directory, peer -> peer.answer("409 Conflict", "not running"));
        Transport transport = new Transport(server.address(), Limits.usual());
        Hijacked refused = transport.hijack(ATTACH)) {
      assertThat(refused.isAgreed()).isFalse();
      assertThat(Refusal.of("Attaching", refused.response()))
          .hasMessage("Attaching: not running")
          .matches(e -> e.isConflict());
    }
  }
}
