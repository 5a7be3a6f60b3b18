package dev.mayfly.cli;

import dev.mayfly.engine.EngineException;
import dev.mayfly.runtime.KnownSnapshot;
import dev.mayfly.runtime.SessionInventory;
import dev.mayfly.runtime.SnapshotInventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the states of containers that are kept for later runs, and removes them. */
@Command(
    name = "snapshots",
    mixinStandardHelpOptions = true,
    description = "Lists the states of containers that are kept for later runs, or removes them.")
final class SnapshotsCommand implements Callable<Integer> {

  private static final List<String> HEAD =
      List.of("SNAPSHOT", "IMAGE", "DECLARED", "MADE", "USED", "SIZE");

  private static final int SHOWN_DIGITS = 12;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();

  @Option(
      names = {"-r", "--remove"},
      arity = "1..*",
      paramLabel = "SNAPSHOT",
      description = "removes those that begin so; the next run that wants one makes it anew")
  private List<String> removed = List.of();

  @Option(names = "--remove-all", description = "removes all")
  private boolean all;

  @Option(names = "--json", description = "as JSON; sizes in bytes, moments by the engine's clock")
  private boolean json;

  @Override
  public Integer call() {
    try (SessionInventory sessions = engine.open()) {
      SnapshotInventory snapshots = SnapshotInventory.of(sessions.engine(), engine.settings());
      List<KnownSnapshot> known = snapshots.all();
      if (all || !removed.isEmpty()) {
        return remove(snapshots, all ? known : chosen(known));
      }
      print(known, sessions);
      return 0;
    }
  }

  private List<KnownSnapshot> chosen(List<KnownSnapshot> known) {
    List<KnownSnapshot> chosen = new ArrayList<>();
    for (String begin : removed) {
      List<KnownSnapshot> found =
          known.stream().filter(one -> one.key().startsWith(begin)).toList();
      if (found.size() != 1) {
        throw new ParameterException(
            spec.commandLine(),
            found.isEmpty()
                ? "There is no snapshot " + begin + "."
                : found.size() + " snapshots begin with " + begin + "; say more of it.");
      }
      chosen.addAll(found);
    }
    return chosen;
  }

  private int remove(SnapshotInventory snapshots, List<KnownSnapshot> chosen) {
    Output output = new Output(spec);
    int code = 0;
    for (KnownSnapshot one : chosen) {
      try {
        snapshots.remove(one);
        output.line("removed " + shown(one) + " of " + one.place());
      } catch (EngineException e) {
        output.styled("fg(red)", "left", " " + shown(one) + ": " + e.getMessage());
        code = 1;
      }
    }
    return code;
  }

  private void print(List<KnownSnapshot> known, SessionInventory sessions) {
    Output output = new Output(spec);
    if (json) {
      output.json(known.stream().map(Line::of).toList());
    } else if (known.isEmpty()) {
      output.line("No snapshot is on " + sessions.engine().address() + ".");
    } else {
      Instant now = sessions.engine().info().time();
      List<List<String>> rows = new ArrayList<>(List.of(HEAD));
      known.forEach(one -> rows.add(columns(one, now)));
      output.table(rows);
    }
  }

  private static List<String> columns(KnownSnapshot one, Instant now) {
    return List.of(
        shown(one),
        one.image(),
        one.place(),
        Age.of(one.made(), now),
        one.used() == null ? "-" : Age.of(one.used(), now),
        String.format(Locale.ROOT, "%.0f MB", one.bytes() / 1e6));
  }

  private static String shown(KnownSnapshot one) {
    return one.key().substring(0, Math.min(SHOWN_DIGITS, one.key().length()));
  }

  /**
   * One snapshot for other programs.
   *
   * @param made ISO 8601, by the engine's clock, or {@code null}
   * @param used ISO 8601, by this machine's clock, or {@code null}
   */
  record Line(
      String key, String id, String image, String declared, String made, String used, long bytes) {

    static Line of(KnownSnapshot one) {
      return new Line(
          one.key(),
          one.imageId(),
          one.image(),
          one.place(),
          String.valueOf(one.made()),
          String.valueOf(one.used()),
          one.bytes());
    }
  }
}
