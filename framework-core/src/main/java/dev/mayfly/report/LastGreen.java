package dev.mayfly.report;

import dev.mayfly.ContainerStartException.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What builds without a failure had last, by the fields of their containers: the image, and how
 * long the start took. Immutable.
 */
record LastGreen(Map<String, Known> places) {

  /** The file's name in a folder of reports. */
  static final String FILE = "last-green";

  private static final int MOST_PLACES = 500;
  private static final int MOST_TIMES = 5;

  LastGreen {
    places = Map.copyOf(places);
  }

  /**
   * A place's container.
   *
   * @param imageId may be empty
   * @param millis how long it took to be ready, its image left out, in the last builds, this one
   *     first
   * @param seen when that was last, in milliseconds since 1970
   */
  record Known(String image, String imageId, List<Long> millis, long seen) {

    long slowest() {
      return millis.stream().mapToLong(Long::longValue).max().orElse(0);
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

  /** What was known before a time, such as the begin of a build, whose own runs are no earlier. */
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

  /**
   * With what a run had; the places that no run had for longest are forgotten.
   *
   * @param build when the run's build began, of which a place keeps one time, the longest
   */
  LastGreen and(RunRecord run, Instant build) {
    Map<String, Known> all = new LinkedHashMap<>(places);
    of(run)
        .forEach((place, now) -> all.merge(place, now, (before, own) -> both(before, own, build)));
    Map<String, Known> kept = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue().seen()))
        .limit(MOST_PLACES)
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return new LastGreen(kept);
  }

  private static Known both(Known before, Known now, Instant build) {
    List<Long> older = before.image().equals(now.image()) ? before.millis() : List.of();
    boolean isSameBuild = !older.isEmpty() && before.seen() >= build.toEpochMilli();
    long took = isSameBuild ? Math.max(now.slowest(), older.get(0)) : now.slowest();
    List<Long> last =
        Stream.concat(Stream.of(took), older.stream().skip(isSameBuild ? 1 : 0))
            .limit(MOST_TIMES)
            .toList();
    return new Known(now.image(), now.imageId(), last, now.seen());
  }

  /**
   * A sentence for each thing that is otherwise than it was; none about places that are unknown.
   */
  List<String> news(RunRecord run) {
    return new News(places, of(run)).sentences();
  }

  /** By field, for other places are many containers'; one that had several images tells nothing. */
  private static Map<String, Known> of(RunRecord run) {
    Map<String, String> classes = classes(run.tests());
    Map<String, List<ContainerRecord>> byPlace = new LinkedHashMap<>();
    for (ContainerRecord one : run.containers()) {
      if (one.place().startsWith(Advice.FIELD) && wasStarted(one)) {
        String place = qualified(one, classes).replace('\t', ' ');
        byPlace.computeIfAbsent(place, first -> new ArrayList<>()).add(one);
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

  /** Until it was ready, and here: one that another JVM has started was only waited for. */
  private static boolean wasStarted(ContainerRecord one) {
    return one.ready() != null
        && one.phases().stream().anyMatch(phase -> phase.phase() == Phase.CREATE);
  }

  /** The whole names of tests' classes, by a container's id and the short name. */
  private static Map<String, String> classes(List<TestRecord> tests) {
    Map<String, String> classes = new HashMap<>();
    for (TestRecord test : tests) {
      test.containerIds()
          .forEach(id -> classes.put(id + " " + test.shortClass(), test.testClass()));
    }
    return classes;
  }

  /** A field's place with its package, where a test of its class tells it. */
  private static String qualified(ContainerRecord one, Map<String, String> classes) {
    String field = one.place().substring(Advice.FIELD.length());
    String type = field.substring(0, Math.max(0, field.lastIndexOf('.')));
    String whole = classes.getOrDefault(one.id() + " " + type, type);
    return Advice.FIELD + whole.substring(0, whole.length() - type.length()) + field;
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
