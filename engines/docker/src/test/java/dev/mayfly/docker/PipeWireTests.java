package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mayfly.docker.ScriptedServer.Conversation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousByteChannel;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes over a pipe of Windows, on any system: the JDK's asynchronous sockets are channels of
 * the same kind, whose two directions don't wait for one another either.
 */
class PipeWireTests {

  private static final int SECONDS = 30;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private AsynchronousServerSocketChannel server;
  private AsynchronousByteChannel far;
  private AsynchronousByteChannel near;
  private PipeWire wire;

  @BeforeEach
  void connect() throws Exception {
    server =
        AsynchronousServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
    client.connect(server.getLocalAddress()).get(SECONDS, TimeUnit.SECONDS);
    near = client;
    far = server.accept().get(SECONDS, TimeUnit.SECONDS);
    wire = new PipeWire(near);
  }

  @AfterEach
  void end() throws IOException {
    wire.close();
    far.close();
    server.close();
    threads.shutdownNow();
  }

  private void say(String text) throws Exception {
    ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (rest.hasRemaining()) {
      far.write(rest).get(SECONDS, TimeUnit.SECONDS);
    }
  }

  private String heard(int bytes) throws Exception {
    ByteBuffer all = ByteBuffer.allocate(bytes);
    while (all.hasRemaining()) {
      assertThat(far.read(all).get(SECONDS, TimeUnit.SECONDS)).isPositive();
    }
    return new String(all.array(), StandardCharsets.UTF_8);
  }

  private String read(int most) throws IOException {
    byte[] target = new byte[most];
    int count = wire.read(target, 0, most);
    return count < 0 ? "(end)" : new String(target, 0, count, StandardCharsets.UTF_8);
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    wire.write(bytes, 0, bytes.length);
  }

  @Test
  void who_waits_for_an_answer_holds_up_nobody_who_asks() throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    threads.execute(() -> answer.completeAsync(() -> uncheckedRead(6), threads));
    write("ask");

    assertThat(heard(3)).isEqualTo("ask");
    say("answer");
    assertThat(answer.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("answer");
  }

  private String uncheckedRead(int most) {
    try {
      return read(most);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void much_goes_in_pieces_and_is_read_in_pieces() throws Exception {
    String much = "0123456789".repeat(200_000);
    CompletableFuture<String> heard = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            heard.complete(heard(much.length()));
          } catch (Exception e) {
            heard.completeExceptionally(e);
          }
        });
    write(much);

    assertThat(heard.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(much);
    say("abcdef");
    assertThat(read(4)).isEqualTo("abcd");
    assertThat(read(4)).isEqualTo("ef");
  }

  @Test
  void a_look_whether_it_is_quiet_takes_nothing_from_who_reads_next() throws Exception {
    assertThat(wire.isQuiet()).isTrue();
    say("late");
    await().until(() -> !wire.isQuiet());

    assertThat(read(2)).isEqualTo("la");
    assertThat(wire.isQuiet()).isFalse();
    assertThat(read(9)).isEqualTo("te");
    assertThat(wire.isQuiet()).isTrue();
  }

  @Test
  void the_end_of_the_other_side_is_the_end_and_not_quiet() throws Exception {
    say("last");
    far.close();

    assertThat(read(9)).isEqualTo("last");
    assertThat(read(9)).isEqualTo("(end)");
    assertThat(wire.isQuiet()).isFalse();
  }

  @Test
  void an_end_that_the_system_calls_an_error_is_the_end_too() throws Exception {
    write("nobody reads this, so that the close is a reset");
    far.close();

    assertThat(read(9)).isEqualTo("(end)");
  }

  @Test
  void a_close_by_another_thread_ends_a_wait_and_is_no_end_of_the_engines() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread reader = reading(ended);
    await().until(() -> reader.getState() == Thread.State.WAITING);
    wire.close();

    assertThat(ended.get(SECONDS, TimeUnit.SECONDS)).isInstanceOf(AsynchronousCloseException.class);
  }

  @Test
  void so_does_an_interrupt() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread reader = reading(ended);
    await().until(() -> reader.getState() == Thread.State.WAITING);
    reader.interrupt();

    assertThat(ended.get(SECONDS, TimeUnit.SECONDS)).isInstanceOf(ClosedByInterruptException.class);
    assertThat(near.isOpen()).isFalse();
  }

  private Thread reading(CompletableFuture<Throwable> ended) {
    Thread reader =
        Threads.daemon(
            "pipe-reader",
            () -> {
              try {
                ended.completeExceptionally(new AssertionError(read(1)));
              } catch (IOException e) {
                ended.complete(e);
              }
            });
    reader.start();
    return reader;
  }

  @Test
  void an_input_that_is_to_end_alone_says_that_it_can_not() throws Exception {
    wire.endOutput();

    assertThatThrownBy(() -> read(1)).hasMessageContaining("over a named pipe an input has no end");
  }

  @Test
  void http_is_spoken_over_it() throws Exception {
    Conversation engine = Machine.ENGINE;
    AtomicInteger opened = new AtomicInteger();
    Dialer dialer = new PipeDialer(Path.of("pipe"), pipe -> opened(opened));
    try (Connection connection = new Connection(dialer.dial(), () -> {})) {
      threads.execute(
          () -> {
            try {
              engine.hold(new Peer(new PipeWire(far)));
            } catch (IOException e) {
              // the test tells
            }
          });
      connection.output().write("GET /_ping HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));

      ResponseHead head = ResponseHead.read(connection.input());
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Api-Version")).isEqualTo("1.41");
      assertThat(connection.input().readNBytes(2)).asString().isEqualTo("OK");
    }
    assertThat(opened).hasValue(1);
  }

  private AsynchronousByteChannel opened(AtomicInteger count) {
    count.incrementAndGet();
    return near;
  }

  @Test
  void a_pipe_that_is_busy_is_tried_until_it_is_free() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    PipeDialer dialer =
        new PipeDialer(
            Path.of("pipe"),
            pipe -> {
              if (attempts.incrementAndGet() < 3) {
                throw new FileSystemException("pipe", null, "All pipe instances are busy");
              }
              return near;
            });

    dialer.dial().close();
    assertThat(attempts).hasValue(3);
  }

  @Test
  void what_can_not_be_opened_is_told_with_what_to_do(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("docker_engine");
    PipeDialer real = new PipeDialer(missing, OverlappedPipe::open, Duration.ofMillis(30));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(real::dial)
        .withMessageContaining("no such pipe: no engine runs");

    Files.createDirectory(missing); // opening it fails, and is neither missing nor forbidden
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(real::dial)
        .withMessageContaining("it has been busy for");

    PipeDialer forbidden =
        new PipeDialer(
            missing,
            pipe -> {
              throw new AccessDeniedException(pipe.toString());
            });
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(forbidden::dial)
        .withMessageContaining("permission denied. Let an administrator add you");
  }

  @Test
  void one_end_is_opened_for_both_directions(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "words");
    try (OverlappedPipe pipe = OverlappedPipe.open(file)) {
      ByteBuffer target = ByteBuffer.allocate(5);
      assertThat(pipe.read(target).get(SECONDS, TimeUnit.SECONDS)).isEqualTo(5);
      assertThat(pipe.write(ByteBuffer.wrap(new byte[] {'W'})).get(SECONDS, TimeUnit.SECONDS))
          .isEqualTo(1);
    }
    assertThat(file).hasContent("Words");
  }
}
