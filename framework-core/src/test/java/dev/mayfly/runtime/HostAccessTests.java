package dev.mayfly.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.forward.HostRelay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a container is told of its own ports on a relay that others use too. */
class HostAccessTests {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final PipedOutputStream words = new PipedOutputStream();

  private record Streams(InputStream output, OutputStream stdin) implements AttachedStreams {
    @Override
    public void close() {
      // nobody is at the other end
    }
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A container asks for a port. */
  private void ask(int connection, int port) throws IOException {
    words.write(ByteBuffer.allocate(9).put((byte) 'O').putInt(connection).putInt(port).array());
    words.flush();
  }

  @Test
  void a_port_that_others_asked_for_in_vain_is_no_matter_of_this_one() throws IOException {
    int own = freePort();
    int others = freePort();
    Streams streams = new Streams(new PipedInputStream(words), new ByteArrayOutputStream());
    try (HostRelay relay = HostRelay.over(streams, threads, why -> {})) {
      ask(1, own);
      ask(2, others);
      await().untilAsserted(() -> assertThat(relay.unanswered()).containsOnlyKeys(own, others));

      HostAccess access = new HostAccess(relay, "10.0.0.2", Set.of()).with(Set.of(own));
      assertThat(access.unanswered())
          .contains("host.mayfly.internal:" + own + " was asked for")
          .doesNotContain(String.valueOf(others));
      assertThat(access.with(Set.of()).unanswered()).isEmpty();
    }
  }
}
