package dev.mayfly.bench.runner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has to say.
 *
 * @param machine where
 * @param scenarios which
 * @param results what they took
 */
record Report(Machine machine, List<Scenario> scenarios, Results results) {

  /**
   * One subject's figures of one kind.
   *
   * @param key whose and what
   * @param values in the order of their measurement
   * @param median of them
   * @param ofMayfly the median divided by Mayfly's, if there is one
   */
  record Row(Results.Key key, List<Double> values, double median, OptionalDouble ofMayfly) {

    double least() {
      return Collections.min(values);
    }

    double most() {
      return Collections.max(values);
    }
  }

  /** All rows of a scenario, those of one metric together. */
  List<Row> rows(char scenario) {
    Map<String, List<Map.Entry<Results.Key, List<Double>>>> byMetric =
        results.values().entrySet().stream()
            .filter(entry -> entry.getKey().scenario() == scenario)
            .collect(
                Collectors.groupingBy(
                    entry -> entry.getKey().metric(), LinkedHashMap::new, Collectors.toList()));
    return byMetric.values().stream().flatMap(Report::rows).toList();
  }

  private static Stream<Row> rows(List<Map.Entry<Results.Key, List<Double>>> sameMetric) {
    OptionalDouble ours =
        sameMetric.stream()
            .filter(entry -> entry.getKey().subject().startsWith("Mayfly"))
            .mapToDouble(entry -> Results.median(entry.getValue()))
            .filter(median -> median > 0)
            .findFirst();
    return sameMetric.stream().map(entry -> row(entry.getKey(), entry.getValue(), ours));
  }

  private static Row row(Results.Key key, List<Double> values, OptionalDouble ours) {
    double median = Results.median(values);
    OptionalDouble ratio =
        ours.isPresent() ? OptionalDouble.of(median / ours.getAsDouble()) : OptionalDouble.empty();
    return new Row(key, List.copyOf(values), median, ratio);
  }

  String table() {
    StringBuilder table = new StringBuilder();
    for (Scenario scenario : scenarios) {
      table.append(scenario.letter()).append("  ").append(scenario.title()).append('\n');
      table.append(
          String.format(
              "   %-28s %-36s %10s %10s %10s %3s %8s%n",
              "", "", "median", "least", "most", "n", "/Mayfly"));
      for (Row row : rows(scenario.letter())) {
        table.append(line(row));
      }
      table.append('\n');
    }
    results.failures().forEach(failure -> table.append(failure).append('\n'));
    return table.toString();
  }

  private static String line(Row row) {
    String ratio =
        row.ofMayfly().isPresent()
            ? String.format(Locale.ROOT, "%.2f", row.ofMayfly().getAsDouble())
            : "";
    return String.format(
        Locale.ROOT,
        "   %-28s %-36s %10.1f %10.1f %10.1f %3d %8s%n",
        row.key().metric(),
        row.key().subject(),
        row.median(),
        row.least(),
        row.most(),
        row.values().size(),
        ratio);
  }
}
