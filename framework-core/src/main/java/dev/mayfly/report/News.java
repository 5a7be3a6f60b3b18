package dev.mayfly.report;

import dev.mayfly.report.LastGreen.Known;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run has that the last green ones had otherwise, in sentences. */
final class News {

  private static final int MOST_TOLD = 5;
  private static final int DIGEST = 19;
  private static final String PLACES = "\0";

  /** What a busy machine does to a start stays below both. */
  private static final double TIMES_SLOWER = 2;

  private static final long MILLIS_SLOWER = 2_000;

  private final Map<String, Known> before;
  private final Map<String, Known> now;

  News(Map<String, Known> before, Map<String, Known> now) {
    this.before = before;
    this.now = now;
  }

  /** Of each kind a few; none about places that are unknown. */
  List<String> sentences() {
    List<String> told = new ArrayList<>();
    told.addAll(few(images()));
    told.addAll(few(fresh()));
    told.addAll(few(slower()));
    return told;
  }

  private List<String> images() {
    Map<String, List<String>> changes = new LinkedHashMap<>();
    now.forEach(
        (place, known) -> {
          String change = change(before.get(place), known);
          if (!change.isEmpty()) {
            changes.computeIfAbsent(change, first -> new ArrayList<>()).add(place);
          }
        });
    return changes.entrySet().stream()
        .map(change -> change.getKey().replace(PLACES, Advice.shown(change.getValue())))
        .toList();
  }

  private static String change(@Nullable Known before, Known now) {
    if (before == null) {
      return "";
    }
    if (!before.image().equals(now.image())) {
      return now.image()
          + " in place of "
          + before.image()
          + ", which the last green run had, for "
          + PLACES
          + ".";
    }
    boolean isOther =
        !before.imageId().isEmpty()
            && !now.imageId().isEmpty()
            && !before.imageId().equals(now.imageId());
    return isOther
        ? now.image()
            + " is another image than in the last green run, for "
            + PLACES
            + ": now "
            + digest(now.imageId())
            + ", then "
            + digest(before.imageId())
            + (isOfRegistry(before) && isOfRegistry(now)
                ? ". A digest in its name would pin it."
                : ".")
        : "";
  }

  /** One that was made on this machine has no digest that its name could have. */
  private static boolean isOfRegistry(Known known) {
    return known.imageId().contains("@sha256:");
  }

  /** As much of it as people compare: {@code sha256:27f4b6954f94}. */
  private static String digest(String imageId) {
    String digest = imageId.substring(imageId.indexOf('@') + 1);
    return digest.substring(0, Math.min(DIGEST, digest.length()));
  }

  /** Of classes that are known. */
  private List<String> fresh() {
    Set<String> classes = before.keySet().stream().map(News::classOf).collect(Collectors.toSet());
    return now.entrySet().stream()
        .filter(one -> !before.containsKey(one.getKey()))
        .filter(one -> classes.contains(classOf(one.getKey())))
        .map(
            one ->
                one.getKey() + " (" + one.getValue().image() + ") is new since the last green run.")
        .toList();
  }

  private static String classOf(String place) {
    return place.substring(0, Math.max(0, place.lastIndexOf('.')));
  }

  /** One sentence where it is the machine that has become slower, and not a container. */
  private List<String> slower() {
    List<String> slower =
        now.entrySet().stream()
            .flatMap(one -> slower(one.getKey(), before.get(one.getKey()), one.getValue()))
            .toList();
    long known = now.keySet().stream().filter(before::containsKey).count();
    return slower.size() > 3 && slower.size() * 2L > known
        ? List.of(
            slower.size()
                + " of "
                + known
                + " containers took more than twice as long as in all of the last green runs: the"
                + " machine, or its engine, has less to give.")
        : slower;
  }

  private static Stream<String> slower(String place, @Nullable Known before, Known now) {
    if (before == null || !isOvertaken(before, now)) {
      return Stream.empty();
    }
    return Stream.of(
        "%s (%s) was ready after %s; in the last green runs it took %s at most."
            .formatted(place, now.image(), seconds(now.slowest()), seconds(before.slowest())));
  }

  private static String seconds(long millis) {
    return Advice.seconds(Duration.ofMillis(millis));
  }

  private static List<String> few(List<String> all) {
    if (all.size() <= MOST_TOLD) {
      return all;
    }
    List<String> few = new ArrayList<>(all.subList(0, MOST_TOLD));
    few.add("The same is true of " + (all.size() - MOST_TOLD) + " more.");
    return few;
  }

  private static boolean isOvertaken(Known before, Known now) {
    long took = now.slowest();
    return took >= before.slowest() * TIMES_SLOWER && took - before.slowest() >= MILLIS_SLOWER;
  }
}
