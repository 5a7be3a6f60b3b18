package dev.mayfly.bench.runner;

import java.util.List;
import java.util.Locale;

/** The tables of docs/performance.md, from a run: what changes there when figures are refreshed. */
final class Markdown {

  private static final String GOALS =
      """
      ## Goals

      | | what | reached | bound | |
      |---|---|---:|---:|---|
      """;

  private static final String FIGURES =
      """
      | | measured | side | median | least–most | runs |
      |---|---|---|---:|---:|---:|
      """;

  private final Report report;

  Markdown(Report report) {
    this.report = report;
  }

  String text() {
    StringBuilder text = new StringBuilder(report.machine().describe()).append(".\n\n");
    text.append(GOALS);
    report.results().goals().forEach(goal -> text.append(row(goal)));
    for (Scenario scenario : report.scenarios()) {
      text.append("\n## (").append(scenario.letter()).append(") ").append(scenario.title());
      text.append("\n\n").append(FIGURES);
      report.rows(scenario.letter()).forEach(row -> text.append(row(row)));
    }
    List<String> failures = report.results().failures();
    if (!failures.isEmpty()) {
      text.append("\n## Failures\n\n");
      failures.forEach(failure -> text.append("* ").append(failure).append('\n'));
    }
    return text.toString();
  }

  private static String row(Goal goal) {
    String reached =
        goal.reached().isPresent() ? format("%.2f", goal.reached().getAsDouble()) : "–";
    return "| %s | %s | %s | %s | %s |%n"
        .formatted(
            goal.scenario(),
            goal.what(),
            reached,
            format("%.2f", goal.bound()),
            goal.isMet() ? "ok" : "short");
  }

  private static String row(Report.Row row) {
    return "| %s | %s | %s | %s | %s–%s | %d |%n"
        .formatted(
            row.key().scenario(),
            row.key().metric(),
            row.key().subject(),
            shown(row.median()),
            shown(row.least()),
            shown(row.most()),
            row.values().size());
  }

  private static String shown(double figure) {
    return format(figure < 100 ? "%.1f" : "%.0f", figure);
  }

  private static String format(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
