package dev.mayfly.bench.runner;

import java.util.List;
import java.util.Locale;

/**
 * One metric as an SVG picture: a line a subject, a dot a run, a bar at the median.
 *
 * @param metric its name
 * @param rows of that metric
 */
record Plot(String metric, List<Report.Row> rows) {

  private static final int WIDTH = 900;
  private static final int LEFT = 250;
  private static final int RIGHT = 70;
  private static final int TOP = 26;
  private static final int ROW = 24;

  String svg() {
    double most = rows.stream().mapToDouble(Report.Row::most).max().orElse(1);
    int bottom = TOP + rows.size() * ROW;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n"
            .formatted(WIDTH, bottom + 20, Page.escaped(metric)));
    svg.append("<text class=dim x=0 y=14>" + Page.escaped(metric) + "</text>\n");
    for (int tick = 0; tick <= 4; tick++) {
      addTick(svg, most * tick / 4, most, bottom);
    }
    for (int i = 0; i < rows.size(); i++) {
      addRow(svg, rows.get(i), TOP + i * ROW + ROW / 2, most);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void addTick(StringBuilder svg, double value, double most, int bottom) {
    double x = x(value, most);
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=%.1f x2=%.1f y1=%d y2=%d /><text class=dim x=%.1f y=%d"
                + " text-anchor=middle>%s</text>%n",
            x,
            x,
            TOP,
            bottom,
            x,
            bottom + 14,
            Page.shown(value)));
  }

  private static void addRow(StringBuilder svg, Report.Row row, int y, double most) {
    String subject = row.key().subject();
    String color =
        subject.startsWith("Mayfly") ? "ours" : subject.startsWith("Testc") ? "peer" : "bare";
    svg.append("<text x=0 y=" + (y + 4) + ">" + Page.escaped(subject) + "</text>\n");
    for (double value : row.values()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle class=%s cx=%.1f cy=%d r=3.5 fill-opacity=.55 />%n",
              color,
              x(value, most),
              y));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=%s x=%.1f y=%d width=3 height=16 /><text class=dim x=%d y=%d"
                + " text-anchor=end>%s</text>%n",
            color,
            x(row.median(), most) - 1.5,
            y - 8,
            WIDTH,
            y + 4,
            Page.shown(row.median())));
  }

  private static double x(double value, double most) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (most > 0 ? value / most : 0);
  }
}
