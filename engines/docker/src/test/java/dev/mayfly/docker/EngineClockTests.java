package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerSpec;
import dev.mayfly.LogLine;
import dev.mayfly.engine.ContainerState;
import dev.mayfly.engine.Workbench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine whose clock is off is asked, and answers, by this machine's. */
class EngineClockTests {

  /** Of RFC 9110, 5.6.7: unlike the one of RFC 1123, a day has two digits. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  private static final Instant ASKED = Instant.parse("2026-11-29T20:42:11.900Z");
  private static final Instant ANSWERED = ASKED.plusMillis(200);

  private static Duration ahead(String date) {
    return EngineClock.of(date, ASKED, ANSWERED).ahead();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 29 Nov 2026 20:42:11 GMT",
        "Sun, 29 Nov 2026 20:42:12 GMT",
        "",
        "yesterday",
        "Sun, 29 Nov 2026 20:42",
        "Sun, 99 Nov 2026 20:42:11 GMT",
        "Sun, 29 Nov 2026 99:42:11 GMT",
        "Sun, 29 Nev 2026 20:00:11 GMT"
      })
  void what_can_be_the_same_time_or_is_none_changes_nothing(String date) {
    assertThat(ahead(date)).isZero();
    assertThat(EngineClock.of(null, ASKED, ANSWERED)).isEqualTo(EngineClock.SAME);
  }

  @Test
  void a_difference_is_known_to_a_second() {
    assertThat(ahead("Sun, 29 Nov 2026 20:43:41 GMT")).isEqualTo(Duration.ofMillis(89_500));
    assertThat(ahead("Sun, 29 Nov 2026 20:40:41 GMT")).isEqualTo(Duration.ofMillis(-90_500));
    assertThat(ahead("Thu, 01 Jan 1970 00:00:00 GMT")).isLessThan(Duration.ofDays(-20_000));
  }

  @Test
  void an_engine_that_is_off_tells_its_time_in_its_description(@TempDir Path directory)
      throws IOException {
    Instant engines = Instant.now().plusSeconds(90);
    String date = HTTP_DATE.format(engines.atOffset(ZoneOffset.UTC));
    try (ScriptedServer server =
            ScriptedServer.start(
                directory,
                peer -> {
                  peer.answer("200 OK\r\nApi-Version: 1.41\r\nDate: " + date, "OK");
                  peer.answer(
                      "200 OK", "{\"SystemTime\":\"" + Instant.now().plusSeconds(90) + "\"}");
                });
        EngineConnection connection = Machine.connect(server.address())) {
      EngineClock clock = connection.ping().clock();
      assertThat(clock.ahead()).isBetween(Duration.ofSeconds(88), Duration.ofSeconds(92));
      assertThat(clock.measured(connection.api()).ahead())
          .isBetween(Duration.ofMillis(89_000), Duration.ofMillis(90_001));
    }
  }

  private static List<LogLine> read(LogCalls logs, String id, Instant since) {
    List<LogLine> lines = new ArrayList<>();
    logs.read(id, since, 0, lines::add);
    return lines;
  }

  @ParameterizedTest
  @ValueSource(longs = {90, -90})
  @Tag("docker")
  void what_a_container_logged_since_a_moment_here_is_found(long secondsAhead) throws IOException {
    EngineClock clock = new EngineClock(Duration.ofSeconds(secondsAhead));
    try (DockerEngine engine = DockerEngine.open(setting -> Optional.empty());
        Workbench bench = Workbench.of(engine, "busybox:1.35");
        EngineConnection connection =
            Machine.connect(EngineAddress.unix(Path.of(Where.USUAL_SOCKET)))) {
      Instant began = clock.here(Instant.now()).minusMillis(1);
      String id =
          bench.start(ContainerSpec.of("busybox:1.35").command("sh", "-c", "echo hello; sleep 60"));
      LogCalls logs = new LogCalls(connection.api(), clock, false);

      List<LogLine> lines = List.of();
      while (lines.isEmpty()) {
        lines = read(logs, id, began);
      }

      assertThat(lines).extracting(LogLine::text).containsExactly("hello");
      Instant now = clock.here(Instant.now());
      assertThat(lines.get(0).time()).isBetween(began, now);
      assertThat(read(logs, id, lines.get(0).time())).isEqualTo(lines);
      assertThat(read(logs, id, lines.get(0).time().plusNanos(1))).isEmpty();
      assertThat(read(logs, id, Instant.EPOCH)).isEqualTo(lines);
      ContainerState state =
          StateJson.read(
              engine.inspectContainer(id).json().getBytes(StandardCharsets.UTF_8),
              KnownHost.at("127.0.0.1"),
              clock);
      assertThat(state.startedAt()).isBetween(began, now);
    }
  }
}
