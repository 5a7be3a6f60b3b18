package dev.mayfly.report;

import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.arguments.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The run as a table of plain text, a line for each container. */
final class ConsoleTable {

  private static final List<String> HEAD =
      List.of("container", "image", "outcome", "pull", "create", "start", "wait", "up", "tests");

  private ConsoleTable() {}

  static String of(RunRecord run) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    run.containers().forEach(container -> rows.add(row(container, run)));
    StringBuilder text = new StringBuilder("Containers of session " + run.session() + "\n");
    rows.forEach(row -> text.append(line(row, rows)).append('\n'));
    run.problems().forEach(problem -> text.append(problem).append('\n'));
    run.advice().forEach(advice -> text.append(advice).append('\n'));
    return Printable.text(text.toString());
  }

  private static List<String> row(ContainerRecord container, RunRecord run) {
    Instant ready = container.ready();
    Instant ended = container.ended();
    long tests =
        run.tests().stream().filter(t -> t.containerIds().contains(container.id())).count();
    return List.of(
        container.engine().isEmpty()
            ? container.place()
            : container.place() + " on " + container.engine(),
        container.image(),
        container.outcome(),
        millis(container, EnumSet.of(Phase.IMAGE)),
        millis(container, EnumSet.of(Phase.NETWORK, Phase.CREATE, Phase.COPY)),
        millis(container, EnumSet.of(Phase.START, Phase.HOOK)),
        millis(container, EnumSet.of(Phase.READY)),
        ready == null
            ? ""
            : text(Duration.between(ready, ended == null ? run.ended() : ended).toMillis()),
        String.valueOf(tests));
  }

  private static String millis(ContainerRecord container, Set<Phase> phases) {
    return text(
        container.phases().stream()
            .filter(phase -> phases.contains(phase.phase()))
            .mapToLong(phase -> Duration.between(phase.began(), phase.ended()).toMillis())
            .sum());
  }

  private static String text(long millis) {
    return millis + " ms";
  }

  private static String line(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int at = column;
      int width = rows.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
      String cell = row.get(column);
      String gap = " ".repeat(width - cell.length());
      line.append("  ").append(column < 3 ? cell + gap : gap + cell);
    }
    return line.toString().stripTrailing();
  }
}
