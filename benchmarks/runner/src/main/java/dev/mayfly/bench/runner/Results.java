package dev.mayfly.bench.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** All figures of a run, in the order in which they first came. */
public final class Results {

  /**
   * What a figure is.
   *
   * @param scenario its letter
   * @param metric what was measured, with its unit
   * @param subject who
   */
  public record Key(char scenario, String metric, String subject) {}

  private final Map<Key, List<Double>> values = new LinkedHashMap<>();
  private final List<Goal> goals = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** Adds a figure, and shows it while the run goes on. */
  public void add(char scenario, String metric, String subject, double value) {
    values.computeIfAbsent(new Key(scenario, metric, subject), key -> new ArrayList<>()).add(value);
    System.out.printf("%s  %-28s %-40s %10.1f%n", scenario, metric, subject, value);
  }

  /** Remembers that a side failed, which is part of the result and no end of the run. */
  public void failed(char scenario, String subject, Exception why) {
    String reason = String.valueOf(why.getMessage());
    failures.add(scenario + "  " + subject + ": " + reason.lines().findFirst().orElse("failed"));
    System.out.println(scenario + "  " + subject + ": " + reason);
  }

  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** The median, if anything was measured. */
  public OptionalDouble median(char scenario, String metric, String subject) {
    List<Double> all = values.get(new Key(scenario, metric, subject));
    return all == null ? OptionalDouble.empty() : OptionalDouble.of(median(all));
  }

  /** The smallest figure, if anything was measured. */
  public OptionalDouble least(char scenario, String metric, String subject) {
    return values.getOrDefault(new Key(scenario, metric, subject), List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .min();
  }

  static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** A goal that one median bounds by another: {@code subject ≤ bound × other}. */
  public void ratioGoal(char scenario, String metric, String subject, String other, double bound) {
    OptionalDouble ours = median(scenario, metric, subject);
    OptionalDouble theirs = median(scenario, metric, other);
    String what = subject + ": " + metric + ", beside " + other;
    if (ours.isPresent() && theirs.isPresent()) {
      goal(scenario, what, ours.getAsDouble() / theirs.getAsDouble(), bound);
    } else {
      goalNotReachable(scenario, what + ": not measured, one of the two failed", bound);
    }
  }

  public void goal(char scenario, String what, double reached, double bound) {
    goals.add(new Goal(scenario, what, OptionalDouble.of(reached), bound));
  }

  /** A goal for which there is no figure. */
  public void goalNotReachable(char scenario, String why, double bound) {
    goals.add(new Goal(scenario, why, OptionalDouble.empty(), bound));
  }

  public List<Goal> goals() {
    return List.copyOf(goals);
  }

  public Map<Key, List<Double>> values() {
    return values;
  }
}
