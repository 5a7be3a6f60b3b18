package dev.mayfly.runtime;

import dev.mayfly.ContainerStartException.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how long each start took, a JSON object a line, to the file {@code mayfly.timings.file}.
 */
final class Timings {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.timings");

  private final @Nullable Path file;

  private Timings(@Nullable Path file) {
    this.file = file;
  }

  static Timings to(Optional<String> file) {
    return new Timings(file.map(Path::of).orElse(null));
  }

  void record(Start start) {
    if (file != null) {
      append(file, line(start));
    }
  }

  private static String line(Start start) {
    Map<Phase, Long> millis = start.millis();
    return String.format(
        "{\"name\":\"%s\",\"image\":\"%s\",\"pullMs\":%d,\"createMs\":%d,\"startMs\":%d,\"readyMs\":%d}",
        start.request().alias(),
        start.request().spec().image().describe(),
        sum(millis, Phase.IMAGE),
        sum(millis, Phase.NETWORK, Phase.CREATE, Phase.COPY),
        sum(millis, Phase.START, Phase.HOOK),
        sum(millis, Phase.READY));
  }

  private static long sum(Map<Phase, Long> millis, Phase... phases) {
    long sum = 0;
    for (Phase phase : phases) {
      sum += millis.getOrDefault(phase, 0L);
    }
    return sum;
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(
          file,
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("Can't write timings to {}: {}", file, e.toString());
    }
  }
}
