package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.ImageName;
import dev.mayfly.LogSubscription;
import dev.mayfly.docker.ScriptedServer.Conversation;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that fall silent, on sockets. */
class PulseTests {

  private static final Limits LIMITS = new Limits(Duration.ofSeconds(1));
  private static final String FELL_SILENT =
      "nothing has come from it for 1 s, no answer to a ping either.";
  private static final Target CONTAINERS = Target.of("containers", "json");

  @TempDir private Path directory;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Deadlines timer = new Deadlines();

  @AfterEach
  void end() {
    over.countDown();
    timer.close();
  }

  /** Reads a request and never answers. */
  private void beSilent(Peer peer) throws IOException {
    peer.readHead();
    waitFor(over);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Transport transport(ScriptedServer server) throws IOException {
    Transport transport = new Transport(server.address(), LIMITS);
    transport.keepLimits(timer);
    return transport;
  }

  private static void assertFellSilent(ScriptedServer server, Runnable call, String what) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call::run)
        .withMessage(
            what + ": the engine at " + server.address() + " does not answer: " + FELL_SILENT)
        .matches(EngineException::isUnreachable);
  }

  @Test
  void a_question_that_a_stopped_engine_does_not_answer_is_an_error_with_its_name_and_the_time()
      throws IOException {
    try (ScriptedServer server = ScriptedServer.start(directory, this::beSilent);
        Transport transport = transport(server)) {
      Api api = new Api(transport, "1.41");

      assertFellSilent(server, () -> api.get("Listing", CONTAINERS), "Listing");
      assertFellSilent(server, () -> api.post("Starting", CONTAINERS), "Starting");
      assertFellSilent(server, () -> api.delete("Removing", CONTAINERS), "Removing");
      assertFellSilent(
          server,
          () -> api.put("Copying", CONTAINERS, out -> out.write(new byte[1 << 22])),
          "Copying");
      assertFellSilent(server, () -> api.stream("Following", CONTAINERS, null), "Following");
      assertFellSilent(server, () -> api.hijack("Attaching", CONTAINERS, null), "Attaching");
    }
  }

  @Test
  void a_stream_that_ends_in_silence_is_an_error() throws IOException {
    Conversation half =
        peer -> {
          peer.readHead();
          peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
          waitFor(over);
        };
    try (ScriptedServer server = ScriptedServer.start(directory, half, this::beSilent);
        Transport transport = transport(server)) {
      Response response = new Api(transport, "1.41").stream("Following", CONTAINERS, null);

      assertThat(response.body().readNBytes(3)).asString().isEqualTo("one");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> response.body().read())
          .withMessage(FELL_SILENT.substring(0, FELL_SILENT.length() - 1));
    }
  }

  @Test
  void a_long_answer_is_waited_for_as_long_as_pings_are_answered() throws IOException {
    CountDownLatch pings = new CountDownLatch(4);
    Conversation slow =
        peer -> {
          peer.readHead();
          waitFor(pings);
          peer.write(Peer.response("200 OK", "late"));
        };
    Conversation ping =
        peer -> {
          assertThat(peer.readHead()).startsWith("GET /_ping ");
          peer.write(Peer.response("200 OK", "OK"));
          pings.countDown();
        };
    try (ScriptedServer server = ScriptedServer.start(directory, slow, ping);
        Transport transport = transport(server)) {
      Response response = new Api(transport, "1.41").stream("Building", CONTAINERS, null);

      assertThat(new String(response.bytes(), StandardCharsets.UTF_8)).isEqualTo("late");
    }
  }

  @Test
  void a_short_answer_that_an_engine_owes_though_it_lives_is_an_error_too() throws IOException {
    Conversation ping = peer -> peer.answer("200 OK", "OK");
    try (ScriptedServer server = ScriptedServer.start(directory, this::beSilent, ping);
        Transport transport = transport(server)) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> new Api(transport, "1.41").get("Listing", CONTAINERS))
          .withMessageContaining(
              "no answer to this within 1 s, though it answers others (mayfly.engine.timeout).");
    }
  }

  @Test
  void an_engine_that_goes_on_is_asked_again() throws IOException {
    AtomicBoolean stopped = new AtomicBoolean(true);
    Conversation engine =
        peer -> {
          if (stopped.get()) {
            beSilent(peer);
          } else {
            peer.answer("200 OK", "[]");
          }
        };
    try (ScriptedServer server = ScriptedServer.start(directory, engine);
        Transport transport = transport(server)) {
      Api api = new Api(transport, "1.41");
      assertFellSilent(server, () -> api.get("Listing", CONTAINERS), "Listing");

      stopped.set(false);

      assertThat(api.get("Listing", CONTAINERS).isArray()).isTrue();
    }
  }

  @Test
  void a_pull_that_ends_in_silence_is_an_error() throws IOException {
    Conversation half =
        peer -> {
          peer.readHead();
          String step = "{\"status\":\"Pulling\"}\r\n";
          peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          peer.write(Integer.toHexString(step.length()) + "\r\n" + step + "\r\n");
          waitFor(over);
        };
    List<String> steps = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.start(directory, half, this::beSilent);
        Transport transport = transport(server)) {
      DockerJava client =
          new DockerJava(transport, "1.41", new RegistryLogins(new Variables(name -> null)));

      assertFellSilent(
          server,
          () -> client.pull(ImageName.parse("redis:7.0"), null, steps::add),
          "Pulling image redis:7.0");
      assertThat(steps).containsExactly("Pulling");
    }
  }

  @Test
  void a_log_that_is_followed_goes_on_with_its_engine() throws Exception {
    CountDownLatch goesOn = new CountDownLatch(1);
    Conversation log =
        peer -> {
          peer.readHead();
          peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          waitFor(goesOn);
          String line = "2026-01-01T00:00:00.000000000Z on\n";
          peer.write(Integer.toHexString(line.length()) + "\r\n" + line + "\r\n0\r\n\r\n");
        };
    List<String> lines = new CopyOnWriteArrayList<>();
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedServer server = ScriptedServer.start(directory, log, this::beSilent);
        Transport transport = transport(server)) {
      Api api = new Api(transport, "1.41");
      LogSubscription following =
          new LogCalls(api, EngineClock.SAME, false)
              .follow("c1", Instant.EPOCH, line -> lines.add(line.text()), end::countDown);
      assertFellSilent(server, () -> api.get("Listing", CONTAINERS), "Listing");
      assertThat(end.getCount()).isOne();

      goesOn.countDown();

      end.await();
      assertThat(lines).containsExactly("on");
      following.close();
    }
  }

  @Test
  void a_reapers_lifeline_is_held_whatever_the_engine_does() throws IOException {
    CountDownLatch givenUp = new CountDownLatch(1);
    Conversation lifeline =
        peer -> {
          peer.readHead();
          peer.write("HTTP/1.1 101 Switching\r\n\r\n");
          waitFor(givenUp);
          peer.write("ready");
        };
    try (ScriptedServer server = ScriptedServer.start(directory, lifeline, this::beSilent);
        Transport transport = transport(server)) {
      Api api = new Api(transport, "1.41");
      Hijacked connection = api.hijack("Attaching", CONTAINERS, null);
      connection.unwatch();

      assertFellSilent(server, () -> api.get("Listing", CONTAINERS), "Listing");
      givenUp.countDown();

      assertThat(connection.input().readNBytes(5)).asString().isEqualTo("ready");
    }
  }
}
