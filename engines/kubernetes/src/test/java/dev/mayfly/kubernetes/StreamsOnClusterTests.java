package dev.mayfly.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.ExecResult;
import dev.mayfly.ExecSpec;
import dev.mayfly.LogLine;
import dev.mayfly.Port;
import dev.mayfly.engine.AttachedStreams;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import dev.mayfly.engine.PathState;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes into pods of a real cluster, and comes out. */
@Tag("kubernetes")
final class StreamsOnClusterTests {

  private static final Port ECHO = Port.tcp(7007);
  private static StreamBench bench;
  private static String pod;
  private static PodExec exec;
  private static PodLogs logs;

  @BeforeAll
  static void open() {
    bench = StreamBench.open();
    pod = bench.start("sleeper", "sleep 3600");
    exec = new PodExec(bench.client, bench.namespace, "main");
    logs = new PodLogs(bench.client, bench.namespace);
  }

  @AfterAll
  static void close() {
    logs.close();
    bench.close();
  }

  private static ExecResult run(ExecSpec command) {
    return exec.run(pod, command, null);
  }

  @Test
  void a_command_ends_with_its_exit_code_and_both_streams() {
    ExecResult result = run(ExecSpec.of("sh", "-c", "echo out; echo err >&2; exit 3"));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
  }

  @Test
  void a_command_reads_its_input_to_the_end_in_its_directory_with_its_variables() {
    byte[] bytes = new byte[3 << 20];
    new Random(42).nextBytes(bytes);

    assertThat(run(ExecSpec.of("cat").stdin(bytes)).stdoutBytes()).isEqualTo(bytes);
    assertThat(run(ExecSpec.of("cat")).stdout()).isEmpty();
    assertThat(
            run(
                ExecSpec.of("sh", "-c", "pwd; echo $WHO; cat; exit 5")
                    .workingDirectory("/tmp")
                    .env("WHO", "you")
                    .stdin("in")))
        .extracting(ExecResult::exitCode, ExecResult::stdout)
        .containsExactly(5, "/tmp\nyou\nin");
  }

  @Test
  void much_output_is_kept_in_part() {
    ExecResult result = run(ExecSpec.of("sh", "-c", "head -c 20000000 /dev/zero"));

    assertThat(result.isWhole()).isFalse();
    assertThat(result.stdout()).contains("bytes left out");
  }

  @Test
  void what_can_not_be_run_is_told() {
    assertThat(run(ExecSpec.of("no-such-program")).exitCode()).isIn(126, 127);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> run(ExecSpec.of("sleep", "300").timeout(Duration.ofMillis(300))))
        .matches(refusal -> refusal.status() == 408, "status 408");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> run(ExecSpec.of("id").user("1000")))
        .matches(refusal -> refusal.status() == 501, "status 501");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> exec.run("no-such-pod", ExecSpec.of("id"), null))
        .matches(EngineException::isNotFound, "not found")
        .withMessageContaining("no-such-pod");
  }

  @Test
  void logs_are_read_and_followed_to_their_end() {
    String name = bench.start("logger", "echo one; echo two; sleep 4; echo three; echo -n four");
    List<String> seen = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> end = new CompletableFuture<>();

    try (var following =
        logs.follow(name, Instant.EPOCH, line -> seen.add(line.text()), () -> end.complete(null))) {
      end.join();
    }

    assertThat(seen).containsExactly("one", "two", "three", "four");
    List<LogLine> all = new ArrayList<>();
    logs.read(name, Instant.EPOCH, 0, all::add);
    assertThat(all).extracting(LogLine::text).containsExactlyElementsOf(seen);
    List<String> last = new ArrayList<>();
    logs.read(name, all.get(1).time(), 3, line -> last.add(line.text()));
    assertThat(last).containsExactly("two", "three", "four");
  }

  @Test
  void a_long_line_is_one_line() {
    String name =
        bench.start("talker", "head -c 100000 /dev/zero | tr '\\0' x; echo; echo end; sleep 1");
    List<String> lines = new ArrayList<>();

    await()
        .untilAsserted(
            () -> {
              lines.clear();
              logs.read(name, Instant.EPOCH, 0, line -> lines.add(line.text()));
              assertThat(lines).containsExactly("x".repeat(100_000), "end");
            });
  }

  @Test
  void following_a_silent_pod_ends_when_it_is_closed_and_when_it_is_gone() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    logs.follow(pod, Instant.EPOCH, line -> {}, () -> closed.complete(null)).close();
    closed.join();

    String name = bench.start("silent", "sleep 3600");
    CompletableFuture<Void> gone = new CompletableFuture<>();
    try (var following = logs.follow(name, Instant.EPOCH, line -> {}, () -> gone.complete(null))) {
      bench.remove(name);
      gone.join();
    }
  }

  @Test
  void files_go_in_and_come_out() {
    PodFiles files = new PodFiles(exec);
    byte[] bytes = new byte[1 << 20];
    new Random(7).nextBytes(bytes);
    String deep = "/data/" + "d".repeat(90) + "/" + "f".repeat(90);
    files.copyIn(
        pod,
        List.of(
            FileEntry.directory("/data", 0750, 7, 8),
            FileEntry.file(
                deep, 0600, 1000, 1001, bytes.length, () -> new ByteArrayInputStream(bytes)),
            FileEntry.symbolicLink("/data/to-nothing", "none", 0, 0),
            FileEntry.symbolicLink("/data/to-data", "/data", 0, 0)));

    Map<String, Kind> seen = new LinkedHashMap<>();
    List<byte[]> contents = new ArrayList<>();
    files.copyOut(
        pod,
        "/data/to-data",
        entry -> {
          seen.put(entry.path(), entry.kind());
          if (entry.kind() == Kind.FILE) {
            contents.add(entry.content().open().readAllBytes());
          }
        });

    assertThat(seen)
        .containsEntry("to-data", Kind.DIRECTORY)
        .containsEntry(deep.replace("/data/", "to-data/"), Kind.FILE)
        .containsEntry("to-data/to-nothing", Kind.SYMBOLIC_LINK);
    assertThat(contents).hasSize(1).first().isEqualTo(bytes);
    assertThat(run(ExecSpec.of("stat", "-c", "%a %u %g", deep)).stdout())
        .isEqualTo("600 1000 1001\n");
    assertThat(files.inspectPath(pod, "/data")).isEqualTo(new PathState("/data", Kind.DIRECTORY));
    assertThat(files.inspectPath(pod, "/data/to-data"))
        .isEqualTo(new PathState("/data", Kind.DIRECTORY));
    assertThat(files.inspectPath(pod, "/data/to-nothing"))
        .isEqualTo(new PathState("/data/none", null));
    assertThat(files.inspectPath("no-such-pod", "/data").exists()).isFalse();
    assertThatThrownBy(() -> files.copyIn(pod, List.of(file("/data"))))
        .hasMessageContaining("cannot overwrite");
    assertThatThrownBy(() -> files.copyIn(pod, List.of(FileEntry.directory(deep, 0755, 0, 0))))
        .hasMessageContaining(": file exists");
    assertThatThrownBy(() -> files.copyOut(pod, "/none", entry -> {}))
        .isInstanceOf(EngineException.class);
  }

  private static FileEntry file(String path) {
    return FileEntry.file(path, 0644, 0, 0, 0, () -> new ByteArrayInputStream(new byte[0]));
  }

  @Test
  void attached_streams_are_read_and_answered_and_their_end_is_the_inputs() throws IOException {
    String name = bench.start("cat", "cat");

    try (AttachedStreams streams = new PodAttach(bench.client, bench.namespace).open(name)) {
      streams.stdin().write("hello\n".getBytes(UTF_8));
      streams.stdin().flush();
      assertThat(new BufferedReader(new InputStreamReader(streams.output(), UTF_8)).readLine())
          .isEqualTo("hello");
    }

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> "Succeeded".equals(bench.pod(name).getStatus().getPhase()));
  }

  private static final String ECHO_SERVER = "nc -ll -p 7007 -e cat";

  @Test
  void two_hundred_clients_reach_a_pod_and_the_one_that_takes_its_place_at_one_port() {
    ExecutorService threads = Executors.newCachedThreadPool(task -> Threads.daemon("test", task));
    String name = bench.start("echo", ECHO_SERVER);
    try (PortForwards forwards = new PortForwards(bench.client, bench.namespace)) {
      int port = forwards.open(name, Set.of(ECHO)).get(ECHO);
      await().ignoreExceptions().until(() -> "0".equals(talk(port, "0")));

      CompletableFuture<?>[] clients =
          IntStream.range(0, 200)
              .mapToObj(i -> CompletableFuture.runAsync(() -> assertTalks(port, i), threads))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(clients).join();

      bench.remove(name);
      assertThatThrownBy(() -> talk(port, "nobody")).isInstanceOf(IOException.class);
      bench.start(name, ECHO_SERVER);
      assertThat(forwards.open(name, Set.of(ECHO))).containsEntry(ECHO, port);
      await().ignoreExceptions().until(() -> "again".equals(talk(port, "again")));
    }
    threads.shutdownNow();
  }

  @Test
  void a_port_that_nobody_listens_at_is_a_connection_that_is_closed() {
    try (PortForwards forwards = new PortForwards(bench.client, bench.namespace)) {
      int port = forwards.open(pod, Set.of(Port.tcp(9))).get(Port.tcp(9));

      assertThatThrownBy(() -> talk(port, "nobody")).isInstanceOf(IOException.class);
    }
  }

  private static void assertTalks(int port, int number) {
    try {
      assertThat(talk(port, "number " + number)).isEqualTo("number " + number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String talk(int port, String text) throws IOException {
    try (Socket client = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
      client.setSoTimeout(60_000);
      client.getOutputStream().write(text.getBytes(UTF_8));
      byte[] answer = client.getInputStream().readNBytes(text.length());
      if (answer.length < text.length()) {
        throw new IOException("closed after " + answer.length + " bytes");
      }
      return new String(answer, UTF_8);
    }
  }
}
