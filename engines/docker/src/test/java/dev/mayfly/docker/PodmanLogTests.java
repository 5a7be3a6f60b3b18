package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mayfly.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose lines an engine notes by whole seconds. */
class PodmanLogTests {

  private static final Instant SECOND = Instant.parse("2026-01-02T03:04:05Z");
  private static final String BEFORE = "since=" + (SECOND.getEpochSecond() - 1) + ".999999000";

  @TempDir private Path directory;

  /** One line after the other in one second, as the engine frames them. */
  private static String log(String... texts) {
    StringBuilder log = new StringBuilder();
    for (String text : texts) {
      String line = SECOND + " " + text + "\n";
      log.append("\1\0\0\0\0\0\0").append((char) line.length()).append(line);
    }
    return log.toString();
  }

  private AnsweringServer server(Map<String, String> logsByQuery) throws IOException {
    String logs = "GET /containers/c1/logs?stdout=1&stderr=1&timestamps=1";
    Map<String, String> answers = new LinkedHashMap<>();
    logsByQuery.forEach((query, log) -> answers.put(logs + query, log));
    return AnsweringServer.start(directory, answers);
  }

  private static List<LogLine> read(AnsweringServer server, Instant since, int tail) {
    List<LogLine> lines = new ArrayList<>();
    new LogCalls(server.api(), EngineClock.SAME, true).read("c1", since, tail, lines::add);
    return lines;
  }

  private static List<String> texts(List<LogLine> lines) {
    return lines.stream().map(LogLine::text).toList();
  }

  @Test
  void lines_of_one_second_have_moments_in_their_order() throws IOException {
    try (AnsweringServer server = server(Map.of("", log("one", "two", "three")))) {
      assertThat(read(server, Instant.EPOCH, 0))
          .extracting(LogLine::time)
          .containsExactly(SECOND, SECOND.plusNanos(1), SECOND.plusNanos(2));
    }
  }

  @Test
  void what_follows_a_line_is_counted_from_the_beginning_of_its_second() throws IOException {
    try (AnsweringServer server = server(Map.of("&" + BEFORE, log("one", "two", "three")))) {
      assertThat(texts(read(server, SECOND.plusNanos(2), 0))).containsExactly("three");
    }
  }

  @Test
  void a_moment_that_is_no_lines_is_for_the_engine_to_look_for() throws IOException {
    Instant moment = SECOND.plusMillis(300);
    String since = "&since=" + SECOND.getEpochSecond() + ".300000000";
    try (AnsweringServer server = server(Map.of(since, log("two", "three")))) {
      List<LogLine> lines = read(server, moment, 0);

      assertThat(texts(lines)).containsExactly("two", "three");
      assertThat(lines).extracting(LogLine::time).isSorted().allMatch(at -> !at.isBefore(moment));
    }
  }

  @Test
  void the_last_lines_have_the_moments_that_they_have_among_all() throws IOException {
    Map<String, String> logs = new LinkedHashMap<>();
    logs.put("&tail=2", log("two", "three"));
    logs.put("&" + BEFORE, log("one", "two", "three"));
    try (AnsweringServer server = server(logs)) {
      assertThat(read(server, Instant.EPOCH, 2))
          .extracting(LogLine::text, LogLine::time)
          .containsExactly(tuple("two", SECOND.plusNanos(1)), tuple("three", SECOND.plusNanos(2)));
    }
  }

  @Test
  void nothing_but_what_was_logged_after_the_last_line_is_left_out() throws IOException {
    Map<String, String> logs = new LinkedHashMap<>();
    logs.put("&tail=1", log("stopping"));
    logs.put("&" + BEFORE, log("ready", "stopping"));
    try (AnsweringServer stopped = server(logs)) {
      Instant last = read(stopped, Instant.EPOCH, 1).get(0).time();
      stopped.close();

      Map<String, String> more = Map.of("&" + BEFORE, log("ready", "stopping", "ready"));
      try (AnsweringServer restarted = server(more)) {
        assertThat(texts(read(restarted, last.plusNanos(1), 0))).containsExactly("ready");
      }
    }
  }

  @Test
  void who_follows_a_silent_container_does_not_wait_for_its_first_line() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    ScriptedServer.Conversation silent =
        peer -> {
          if (peer.readRequest().contains("/logs")) {
            peer.readToEnd();
            closed.countDown();
          } else {
            peer.write(Peer.response("200 OK", "{}"));
            peer.readRequest();
            peer.readToEnd();
            closed.countDown();
          }
        };
    try (ScriptedServer server = ScriptedServer.start(directory, silent);
        Transport transport = new Transport(server.address(), Limits.usual())) {
      LogCalls logs = new LogCalls(new Api(transport, "1.41"), EngineClock.SAME, true);

      logs.follow("c1", Instant.EPOCH, line -> {}, ended::countDown).close();

      ended.await();
      closed.await();
    }
  }
}
