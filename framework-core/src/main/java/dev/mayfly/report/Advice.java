package dev.mayfly.report;

import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run shows that could be had for less: the same container started again and again. It is
 * for people to decide, as an own container for each test may be what they want.
 */
final class Advice {

  private static final int MANY = 3;
  private static final Duration LONG = Duration.ofSeconds(3);
  static final String FIELD = "field ";
  private static final int MOST_PLACES = 4;

  private Advice() {}

  /**
   * A container that became ready.
   *
   * @param spec by whose equality containers are the same
   * @param took without its image, which is had once
   */
  record Started(String place, ContainerSpec spec, Duration took) {}

  /** A sentence for each thing that costs much, the dearest first. */
  static List<String> on(List<Started> all) {
    Map<ContainerSpec, List<Started>> alike = new LinkedHashMap<>();
    for (Started one : all) {
      if (one.place().startsWith(FIELD)) { // others are started when their code says so
        alike.computeIfAbsent(one.spec(), spec -> new ArrayList<>()).add(one);
      }
    }
    return alike.values().stream()
        .filter(group -> group.size() >= MANY && sum(group).compareTo(LONG) >= 0)
        .sorted((one, other) -> sum(other).compareTo(sum(one)))
        .map(Advice::sentence)
        .toList();
  }

  private static String sentence(List<Started> group) {
    List<String> places = group.stream().map(Started::place).distinct().sorted().toList();
    String image = group.get(0).spec().image().describe();
    String times = group.size() + " times, " + seconds(sum(group)) + " in all";
    return places.size() == 1
        ? "%s (%s) was started %s: if its tests can share it, a wider scope starts it once (static: for its class; scope = SUITE: for the run)."
            .formatted(places.get(0), image, times)
        : "%s was started %s, for %s, with one and the same description: scope = SUITE would start it once."
            .formatted(image, times, shown(places));
  }

  /** The first places, and how many more there are. */
  static String shown(List<String> places) {
    int rest = places.size() - MOST_PLACES;
    String first = String.join(", ", places.subList(0, Math.min(MOST_PLACES, places.size())));
    return rest > 0 ? first + " and " + rest + " more" : first;
  }

  private static Duration sum(List<Started> group) {
    return group.stream().map(Started::took).reduce(Duration.ZERO, Duration::plus);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /** How long the phases took that led to readiness, its image left out. */
  static Duration took(List<PhaseRecord> phases, Instant ready) {
    return phases.stream()
        .filter(phase -> phase.phase() != Phase.IMAGE && !phase.ended().isAfter(ready))
        .map(phase -> Duration.between(phase.began(), phase.ended()))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
