package dev.mayfly.bench.runner;

import java.util.List;
import java.util.Locale;

/** The run as one HTML file that needs nothing else: goals, and a plot and a table a metric. */
final class Page {

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Mayfly: benchmarks</title>
      <style>
      :root { color-scheme: light dark; --text: #1c2024; --dim: #667; --line: #d5d9de; --back: #fff;
        --ours: #0b6e4f; --peer: #b3541e; --bare: #4a5a8a; }
      @media (prefers-color-scheme: dark) { :root { --text: #e6e8ea; --dim: #9aa3ab; --line: #3a4148;
        --back: #15181b; --ours: #4cc38a; --peer: #f0905a; --bare: #93a5e0; } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back);
        max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; }
      p, td.dim { color: var(--dim); }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      td, th { padding: .15rem .8rem .15rem 0; text-align: left; }
      td.number, th.number { text-align: right; }
      svg { width: 100%; height: auto; display: block; }
      svg text { font: 13px system-ui, sans-serif; fill: var(--text); }
      svg text.dim { fill: var(--dim); font-size: 11px; }
      svg line { stroke: var(--line); }
      .ours { fill: var(--ours); } .peer { fill: var(--peer); } .bare { fill: var(--bare); }
      .met { color: var(--ours); } .short { color: var(--peer); }
      </style></head><body>
      <h1>Mayfly beside Testcontainers and the bare engine</h1>
      """;

  private static final String YES = "(1: yes)";

  private final Report report;

  Page(Report report) {
    this.report = report;
  }

  String text() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<p>").append(escaped(report.machine().describe())).append(". ");
    page.append("Each dot is one run, the bar is the median.</p>\n");
    addGoals(page);
    report.results().failures().forEach(one -> page.append("<p>" + escaped(one) + "</p>\n"));
    for (Scenario scenario : report.scenarios()) {
      addScenario(page, scenario);
    }
    return page.append("</body></html>\n").toString();
  }

  private void addGoals(StringBuilder page) {
    page.append("<h2>Goals</h2><table>");
    page.append("<tr><th></th><th class=number>reached</th><th class=number>bound</th></tr>\n");
    for (Goal goal : report.results().goals()) {
      String reached = goal.reached().isPresent() ? shown(goal.reached().getAsDouble()) : "–";
      page.append("<tr><td>" + goal.scenario() + "</td><td class=number>" + reached)
          .append("</td><td class=number>" + shown(goal.bound()) + "</td><td class=")
          .append(goal.isMet() ? "met>ok" : "short>short")
          .append("</td><td class=dim>" + escaped(goal.what()) + "</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private void addScenario(StringBuilder page, Scenario scenario) {
    page.append("<h2>" + scenario.letter() + " &nbsp; " + escaped(scenario.title()) + "</h2>\n");
    List<Report.Row> rows = report.rows(scenario.letter());
    for (String metric : plotted(rows)) {
      List<Report.Row> same =
          rows.stream().filter(row -> row.key().metric().equals(metric)).toList();
      page.append(new Plot(metric, same).svg());
    }
    addTable(page, rows);
  }

  /** Yes and no are for the table alone. */
  private static List<String> plotted(List<Report.Row> rows) {
    return rows.stream()
        .map(row -> row.key().metric())
        .filter(metric -> !metric.endsWith(YES))
        .distinct()
        .toList();
  }

  private static void addTable(StringBuilder page, List<Report.Row> rows) {
    page.append("<details><summary>Figures</summary><table><tr><th></th><th></th>");
    for (String column : List.of("median", "least", "most", "runs", "/ Mayfly")) {
      page.append("<th class=number>" + column + "</th>");
    }
    page.append("</tr>\n");
    for (Report.Row row : rows) {
      page.append("<tr><td>" + escaped(row.key().metric()) + "</td>");
      page.append("<td>" + escaped(row.key().subject()) + "</td>");
      String ratio = row.ofMayfly().isPresent() ? shown(row.ofMayfly().getAsDouble()) : "";
      for (String cell :
          List.of(
              shown(row.median()),
              shown(row.least()),
              shown(row.most()),
              Integer.toString(row.values().size()),
              ratio)) {
        page.append("<td class=number>" + cell + "</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</table></details>\n");
  }

  static String shown(double figure) {
    return String.format(Locale.ROOT, figure < 20 ? "%.2f" : "%.0f", figure);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
