package dev.mayfly.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.EngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What core hears of a session's Job. */
final class SessionLifelineTests {

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> lost = new CompletableFuture<>();

  private AttachedStreams start(Supplier<PodSocket> attaching) {
    return SessionLifeline.start(
        "job",
        attaching,
        () -> seen.add("held"),
        () -> lost.complete(null),
        () -> seen.add("dismissed"));
  }

  private static BufferedReader reader(AttachedStreams streams) {
    return new BufferedReader(new InputStreamReader(streams.output(), UTF_8));
  }

  private static PodSocket silent() {
    return silent(OutputStream.nullOutputStream());
  }

  private static PodSocket silent(OutputStream there) {
    return silent(there, new CountDownLatch(1));
  }

  private static PodSocket silent(OutputStream there, CountDownLatch end) {
    InputStream never =
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              end.await();
              return -1;
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    return LoopbackPod.open(there, never, 1, () -> {});
  }

  @Test
  void it_is_ready_when_the_job_owns_all() throws IOException {
    try (AttachedStreams streams = start(SessionLifelineTests::silent)) {
      assertThat(reader(streams).readLine()).isEqualTo("ready");
      assertThat(seen).containsExactly("held");
    }
    lost.join();
    assertThat(seen).containsExactly("held");
  }

  @Test
  void a_byte_goes_to_the_job_before_anything_else_is_done() {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    OutputStream there =
        new OutputStream() {
          @Override
          public void write(int b) {
            first.complete(b);
          }
        };
    CompletableFuture<Integer> known = new CompletableFuture<>();

    try (AttachedStreams streams =
        SessionLifeline.start(
            "job",
            () -> silent(there),
            () -> known.complete(first.getNow(-1)),
            () -> {},
            () -> {})) {
      assertThat(known.join()).isEqualTo('\n');
    }
  }

  @Test
  void a_job_that_does_not_run_is_told_in_one_line() throws IOException {
    AttachedStreams streams =
        start(
            () -> {
              throw new EngineException(503, "ImagePullBackOff: busybox\nis not there");
            });
    BufferedReader lines = reader(streams);

    assertThat(lines.readLine()).isEqualTo("error: ImagePullBackOff: busybox is not there");
    assertThat(lines.readLine()).isNull();
    lost.join();
  }

  @Test
  void words_end_when_the_attachment_breaks() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    AttachedStreams streams = start(() -> silent(OutputStream.nullOutputStream(), end));
    BufferedReader lines = reader(streams);

    assertThat(lines.readLine()).isEqualTo("ready");
    end.countDown();
    assertThat(lines.readLine()).isNull();
    lost.join();
  }

  @Test
  void the_order_to_close_dismisses_the_job_before_it_runs_too() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    AttachedStreams streams =
        start(
            () -> {
              try {
                never.await();
                throw new IllegalStateException();
              } catch (InterruptedException e) {
                throw ApiErrors.interrupted("wait", e);
              }
            });

    streams.stdin().write("clo".getBytes(UTF_8));
    assertThat(seen).isEmpty();
    streams.stdin().write("se\n".getBytes(UTF_8));

    assertThat(seen).containsExactly("dismissed");
    streams.close();
    lost.join();
  }
}
