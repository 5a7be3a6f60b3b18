package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource.Kind;
import dev.mayfly.engine.Workbench;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logs, commands and files of a real engine, in their odd forms. */
@Tag("docker")
class StreamsOnDockerTests {

  private final DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
  private final Workbench bench = Workbench.of(engine, "busybox:1.35");

  @AfterEach
  void remove_what_the_test_made() {
    bench.close();
    engine.close();
  }

  @Test
  void a_line_that_the_engine_cuts_in_pieces_is_whole_again() {
    String id = bench.start(bench.sh("yes ü | head -n 60000 | tr -d '\\n'; echo; echo next"));
    bench.awaitEnd(id);

    assertThat(engine.logs(id, Instant.EPOCH, 0))
        .extracting(LogLine::text)
        .containsExactly("ü".repeat(60_000), "next");
  }

  @Test
  void the_log_of_a_container_with_a_terminal_is_read() {
    String id =
        bench.start(bench.sh("echo one; echo two >&2").createRequestPatch("{\"Tty\": true}"));
    bench.awaitEnd(id);

    List<LogLine> lines = engine.logs(id, Instant.EPOCH, 0);

    assertThat(Workbench.texts(lines)).containsExactly("one", "two");
    assertThat(lines.get(0).time()).isAfter(Instant.EPOCH);
  }

  @Test
  void closing_the_engine_ends_its_subscriptions_and_threads() {
    DockerEngine other = DockerEngine.open(setting -> Optional.empty());
    String id = bench.start(bench.sh("echo up; sleep 600"));
    List<String> seen = new CopyOnWriteArrayList<>();
    var log = other.followLogs(id, Instant.EPOCH, l -> seen.add(l.text()), () -> seen.add("END"));
    var events = other.events(Workbench.LABEL, bench.mark(), event -> {}, () -> seen.add("LOST"));
    await().until(() -> seen.contains("up"));

    other.close();
    other.close();

    await().until(() -> seen.contains("END"));
    await().until(() -> threads().noneMatch(name -> name.contains(id.substring(0, 12))));
    events.close();
    log.close();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> other.inspectContainer(id))
        .withMessageContaining("is closed")
        .matches(EngineException::isUnreachable);
    assertThat(seen).containsExactly("up", "END");
  }

  private static java.util.stream.Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }

  @Test
  void a_command_need_not_read_what_it_is_given() {
    String id = bench.start(bench.sleeper());

    assertThat(engine.exec(id, ExecSpec.of("true").stdin(new byte[4 << 20]), null).exitCode())
        .isZero();
  }

  @Test
  void a_command_that_takes_too_long_shows_what_it_has_written() {
    String id = bench.start(bench.sleeper());
    ExecSpec slow = ExecSpec.of("sh", "-c", "echo begun; sleep 60");

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> engine.exec(id, slow.timeout(Duration.ofSeconds(1)), null))
        .withMessageContaining("not done within 1000 ms. The command may still run.")
        .withMessageContaining("stdout: begun");
  }

  @Test
  void a_thread_that_is_interrupted_during_a_command_gets_an_error() {
    String id = bench.start(bench.sleeper());
    Thread caller = Thread.currentThread();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () ->
                engine.exec(
                    id,
                    ExecSpec.of("sh", "-c", "echo begun; sleep 60"),
                    line -> caller.interrupt()))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_link_is_followed_when_it_is_copied_out_and_keeps_its_name() {
    String id = bench.start(bench.sleeper());
    bench.exec(id, "sh", "-c", "mkdir /real; echo text > /real/file; ln -s real/file /link");
    List<String> seen = new ArrayList<>();

    engine.copyOut(
        id,
        "/link",
        entry -> {
          byte[] content = entry.content().open().readAllBytes();
          seen.add(entry.path() + " " + new String(content, StandardCharsets.UTF_8));
        });

    assertThat(seen).containsExactly("link text\n");
  }

  @Test
  void many_threads_use_one_engine() {
    String id = bench.start(bench.sleeper());

    IntStream.range(0, 8)
        .mapToObj(
            i ->
                CompletableFuture.supplyAsync(
                    () -> bench.exec(id, "echo", Integer.toString(i)).stdout().strip()))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .forEach(number -> assertThat(number).matches("[0-7]"));
    assertThat(engine.list(Kind.CONTAINER, Workbench.LABEL, bench.mark())).hasSize(1);
  }
}
