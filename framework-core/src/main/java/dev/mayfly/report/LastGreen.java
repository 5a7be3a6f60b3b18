package dev.mayfly.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs without a failure had last, by the places of their containers: the image, and how long
 * the quickest start took. Immutable.
 */
record LastGreen(Map<String, Known> places) {

  /** The file's name in a folder of reports. */
  static final String FILE = "last-green";

  private static final int MOST_PLACES = 500;
  private static final int MOST_TIMES = 5;
  private static final int MOST_TOLD = 5;
  private static final int DIGEST = 19;
  private static final String PLACES = "\0";

  /** What a busy machine does to a start stays below both. */
  private static final double TIMES_SLOWER = 2;

  private static final long MILLIS_SLOWER = 2_000;

  LastGreen {
    places = Map.copyOf(places);
  }

  /**
   * A place's container.
   *
   * @param imageId may be empty
   * @param millis how long it took to be ready, its image left out, in the last runs
   * @param seen when that was last, in milliseconds since 1970
   */
  record Known(String image, String imageId, List<Long> millis, long seen) {

    private long slowest() {
      return millis.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private boolean isOvertakenBy(Known now) {
      long took = now.slowest();
      return took >= slowest() * TIMES_SLOWER && took - slowest() >= MILLIS_SLOWER;
    }
  }

  static LastGreen of(List<String> lines) {
    Map<String, Known> places = new LinkedHashMap<>();
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 5) {
        places.put(parts[0], known(parts));
      }
    }
    return new LastGreen(places);
  }

  private static Known known(String[] parts) {
    List<Long> millis =
        Stream.of(parts[3].split(",", -1))
            .filter(text -> text.matches("\\d{1,12}"))
            .map(Long::valueOf)
            .toList();
    return new Known(
        parts[1], parts[2], millis, parts[4].matches("\\d{1,15}") ? Long.parseLong(parts[4]) : 0);
  }

  /** What was known before a time, such as the start of this JVM, whose own runs are no earlier. */
  LastGreen before(Instant time) {
    Map<String, Known> earlier = new LinkedHashMap<>(places);
    earlier.values().removeIf(known -> known.seen() >= time.toEpochMilli());
    return new LastGreen(earlier);
  }

  /** As lines of a file, sorted by place. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(places)
        .forEach(
            (place, known) ->
                lines.add(
                    String.join(
                        "\t",
                        place,
                        known.image(),
                        known.imageId(),
                        known.millis().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")),
                        String.valueOf(known.seen()))));
    return lines;
  }

  /** With what a run had; the places that no run had for longest are forgotten. */
  LastGreen and(RunRecord run) {
    Map<String, Known> all = new LinkedHashMap<>(places);
    of(run).forEach((place, now) -> all.merge(place, now, LastGreen::both));
    Map<String, Known> kept = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue().seen()))
        .limit(MOST_PLACES)
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return new LastGreen(kept);
  }

  private static Known both(Known before, Known now) {
    List<Long> millis = new ArrayList<>(now.millis());
    if (before.image().equals(now.image())) {
      millis.addAll(before.millis());
    }
    List<Long> last = millis.subList(0, Math.min(MOST_TIMES, millis.size()));
    return new Known(now.image(), now.imageId(), List.copyOf(last), now.seen());
  }

  /**
   * A sentence for each thing that is otherwise than it was; none about places that are unknown.
   */
  List<String> news(RunRecord run) {
    Map<String, Known> now = of(run);
    List<String> told = new ArrayList<>();
    told.addAll(few(images(now)));
    told.addAll(few(fresh(now)));
    told.addAll(few(slower(now)));
    return told;
  }

  private List<String> images(Map<String, Known> now) {
    Map<String, List<String>> changes = new LinkedHashMap<>();
    now.forEach(
        (place, known) -> {
          String change = change(places.get(place), known);
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
            + ". A digest in its name would pin it."
        : "";
  }

  /** As much of it as people compare: {@code sha256:27f4b6954f94}. */
  private static String digest(String imageId) {
    String digest = imageId.substring(imageId.indexOf('@') + 1);
    return digest.substring(0, Math.min(DIGEST, digest.length()));
  }

  /** Of classes that are known. */
  private List<String> fresh(Map<String, Known> now) {
    Set<String> classes =
        places.keySet().stream().map(LastGreen::classOf).collect(Collectors.toSet());
    return now.entrySet().stream()
        .filter(one -> !places.containsKey(one.getKey()))
        .filter(one -> one.getKey().startsWith(Advice.FIELD))
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
  private List<String> slower(Map<String, Known> now) {
    List<String> slower =
        now.entrySet().stream()
            .flatMap(one -> slower(one.getKey(), places.get(one.getKey()), one.getValue()))
            .toList();
    long known = now.keySet().stream().filter(places::containsKey).count();
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
    if (before == null || !before.isOvertakenBy(now)) {
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

  /** The containers that were ready, by place; a place that had several images tells nothing. */
  private static Map<String, Known> of(RunRecord run) {
    Map<String, List<ContainerRecord>> byPlace = new LinkedHashMap<>();
    for (ContainerRecord one : run.containers()) {
      if (one.ready() != null) {
        byPlace
            .computeIfAbsent(one.place().replace('\t', ' '), place -> new ArrayList<>())
            .add(one);
      }
    }
    Map<String, Known> known = new LinkedHashMap<>();
    byPlace.forEach(
        (place, all) -> {
          if (all.stream().map(ContainerRecord::image).distinct().count() == 1) {
            known.put(place, of(all, run.ended()));
          }
        });
    return known;
  }

  private static Known of(List<ContainerRecord> all, Instant at) {
    long quickest = all.stream().mapToLong(LastGreen::took).min().orElse(0);
    ContainerRecord last = all.get(all.size() - 1);
    return new Known(
        last.image().replace('\t', ' '), last.imageId(), List.of(quickest), at.toEpochMilli());
  }

  private static long took(ContainerRecord container) {
    Instant ready = container.ready();
    return ready == null ? 0 : Advice.took(container.phases(), ready).toMillis();
  }
}
