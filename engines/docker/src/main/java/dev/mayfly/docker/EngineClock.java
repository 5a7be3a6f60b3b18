package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.engine.EngineException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an engine's moments are by this machine's clock, and the other way round. A virtual machine
 * that slept, or another host, may be minutes off.
 *
 * @param ahead how far the engine's clock is ahead, measured once; negative if it is behind
 */
record EngineClock(Duration ahead) {

  static final EngineClock SAME = new EngineClock(Duration.ZERO);

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /** Headers give whole seconds. */
  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * Reads an answer's {@code Date}. A difference that is no more than a second and the answer's way
   * can't be told from none, and is taken for none.
   *
   * @param asked when the engine was asked, by this machine's clock
   * @param answered when its answer came
   */
  static EngineClock of(@Nullable String date, Instant asked, Instant answered) {
    Optional<Instant> told = date == null ? Optional.empty() : read(date);
    return told.map(second -> between(second, second.plus(SECOND), asked, answered)).orElse(SAME);
  }

  /** The same by what the engine says in its description, which is exact. */
  EngineClock measured(Api api) {
    if (ahead.isZero()) {
      return this;
    }
    try {
      Instant asked = Instant.now();
      JsonNode info = api.get("Asking for the engine's time", Target.of("info"));
      Instant told = OffsetDateTime.parse(info.path("SystemTime").asText()).toInstant();
      return between(told, told, asked, Instant.now());
    } catch (DateTimeException | EngineException e) {
      return this;
    }
  }

  private static EngineClock between(
      Instant earliest, Instant latest, Instant asked, Instant answered) {
    boolean canBeTheSame = !latest.isBefore(asked) && !earliest.isAfter(answered);
    Duration sum = Duration.between(answered, earliest).plus(Duration.between(asked, latest));
    return canBeTheSame ? SAME : new EngineClock(sum.dividedBy(2));
  }

  /** As in {@code Sun, 29 Nov 2026 20:42:11 GMT}; a format would load the locale's data for it. */
  private static Optional<Instant> read(String date) {
    try {
      int month = MONTHS.indexOf(date.substring(8, 11)) + 1;
      LocalDateTime time =
          LocalDateTime.of(
              number(date, 12, 16),
              month,
              number(date, 5, 7),
              number(date, 17, 19),
              number(date, 20, 22),
              number(date, 23, 25));
      return Optional.of(time.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static int number(String date, int from, int to) {
    return Integer.parseInt(date.substring(from, to));
  }

  /** A moment of this machine's clock by the engine's. */
  Instant ofEngine(Instant here) {
    return here.plus(ahead);
  }

  /** A moment of the engine's clock by this machine's. */
  Instant here(Instant ofEngine) {
    return ofEngine.minus(ahead);
  }
}
