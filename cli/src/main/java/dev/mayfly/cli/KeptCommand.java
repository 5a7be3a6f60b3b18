package dev.mayfly.cli;

import dev.mayfly.engine.EngineException;
import dev.mayfly.runtime.KeptImage;
import dev.mayfly.runtime.KeptImages;
import dev.mayfly.runtime.SessionInventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists or removes what stays on an engine from run to run. */
@Command(
    name = "kept",
    mixinStandardHelpOptions = true,
    description = "Lists the built images that stay for the next run, or removes them.")
final class KeptCommand implements Callable<Integer> {

  private static final List<String> HEAD = List.of("IMAGE", "SIZE", "USED", "BUILT FROM");
  private static final int SHOWN_DIGITS = 12;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "IMAGE",
      description = "the beginning of what is after the colon; all if there is none")
  private List<String> names = new ArrayList<>();

  @Option(names = "--remove", description = "removes them; what a container runs stays")
  private boolean remove;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Override
  public Integer call() {
    try (SessionInventory inventory = engine.open()) {
      KeptImages images = KeptImages.on(inventory.engine(), engine.settings());
      List<KeptImage> chosen = images.list().stream().filter(this::isChosen).toList();
      Output output = new Output(spec);
      if (remove) {
        return removed(images, chosen, output);
      }
      if (json) {
        output.json(chosen.stream().map(Line::of).toList());
      } else if (chosen.isEmpty()) {
        output.line("No built images are kept on " + inventory.engine().address() + ".");
      } else {
        output.table(rows(chosen));
      }
      return 0;
    }
  }

  private boolean isChosen(KeptImage image) {
    return names.isEmpty() || names.stream().anyMatch(name -> digits(image).startsWith(name));
  }

  private static String digits(KeptImage image) {
    return image.name().substring(image.name().indexOf(':') + 1);
  }

  private static List<List<String>> rows(List<KeptImage> images) {
    Instant now = Instant.now();
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    for (KeptImage image : images) {
      rows.add(
          List.of(
              digits(image).substring(0, SHOWN_DIGITS),
              String.format(Locale.ROOT, "%.1f MiB", image.bytes() / (double) (1 << 20)),
              Age.of(image.used(), now),
              image.source()));
    }
    return rows;
  }

  private static int removed(KeptImages images, List<KeptImage> chosen, Output output) {
    int failures = 0;
    for (KeptImage image : chosen) {
      try {
        images.remove(image);
        output.line("removed " + image.name() + ", " + image.source());
      } catch (EngineException e) {
        failures++;
        output.styled("fg(red)", "left", " " + image.name() + ": " + e.getMessage());
      }
    }
    if (chosen.isEmpty()) {
      output.line("There is nothing to remove.");
    }
    return failures == 0 ? 0 : 1;
  }

  /**
   * One image.
   *
   * @param used ISO 8601
   */
  record Line(String name, String id, String source, long bytes, String used) {
    static Line of(KeptImage image) {
      return new Line(
          image.name(), image.id(), image.source(), image.bytes(), image.used().toString());
    }
  }
}
