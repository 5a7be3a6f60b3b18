package dev.mayfly.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's life as far as it is known. All text is without secrets.
 *
 * @param number counts the run's containers from 1
 * @param imageId by what the image can be told from others of its name, or empty
 * @param engine the name of the engine, or empty for the usual one
 * @param id the engine's, or empty if it was never created
 * @param ready when it was first ready, or null
 * @param ended when it was removed, or null while it is there
 * @param host where its ports are reached, or empty
 * @param failure why it did not start, or empty
 * @param triedAgain whether another one was started in its place
 * @param log lines that tell of a failure, of its own or of a test's
 */
record ContainerRecord(
    int number,
    String name,
    String place,
    String image,
    String imageId,
    String engine,
    String id,
    Instant began,
    @Nullable Instant ready,
    @Nullable Instant ended,
    List<PhaseRecord> phases,
    List<Fact> facts,
    Map<String, String> env,
    String host,
    Map<String, Integer> ports,
    String failure,
    boolean triedAgain,
    List<String> log) {

  /** Whether it did not start, and none took its place. */
  boolean isFailure() {
    return !failure.isEmpty() && !triedAgain;
  }

  /** {@code failed}, {@code ready} or {@code starting}. */
  String outcome() {
    if (!failure.isEmpty()) {
      return "failed";
    }
    return ready == null ? "starting" : "ready";
  }
}
