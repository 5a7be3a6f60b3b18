package dev.mayfly.cli;

import dev.mayfly.ImageName;
import dev.mayfly.runtime.EngineImages;
import dev.mayfly.runtime.LockChange;
import dev.mayfly.runtime.LockedImage;
import dev.mayfly.runtime.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes down which content the images of a build have. */
@Command(
    name = "lock",
    mixinStandardHelpOptions = true,
    description = {
      "Writes down in the build's lock file which content images have for the engine's platform.",
      "An image that has a line keeps it, unless --update asks its registry anew."
    })
final class LockCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();
  @Mixin private ChosenImages chosen = new ChosenImages();

  @Option(
      names = {"-u", "--update"},
      description =
          "locks what the registries have now; if no image is named, of all lines for the engine's"
              + " platform")
  private boolean update;

  @Override
  public Integer call() {
    List<String> untold = new ArrayList<>();
    Set<ImageName> named = chosen.read(untold);
    Settings settings = engine.settings();
    List<LockedImage> lines = chosen.isEmpty() ? EngineImages.locked(settings) : List.of();
    if (named.isEmpty() && lines.isEmpty() && untold.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Which images? Name them, or a --class-path that needs them.");
    }
    Output output = new Output(spec);
    boolean isWell;
    try (EngineImages images =
        EngineImages.open(settings, engine.name(), spec.commandLine().getErr()::println)) {
      isWell =
          SideBySide.each(
              chosen.isEmpty() ? locked(lines, images.platform(), output) : named,
              image -> images.lock(image, update),
              (image, change) -> words(change),
              output);
    }
    untold.forEach(one -> output.styled("fg(yellow)", "not told", " " + one));
    return isWell ? 0 : 1;
  }

  /** An update leaves lines for other platforms, and adds none beside them. */
  private Set<ImageName> locked(List<LockedImage> lines, String platform, Output output) {
    Set<ImageName> images = new LinkedHashSet<>();
    for (LockedImage line : lines) {
      if (!update || line.platform().equals(platform)) {
        images.add(line.image());
      } else {
        output.line("left " + line.image() + " " + line.platform() + " " + line.digest());
      }
    }
    return images;
  }

  private static String words(LockChange change) {
    String what =
        change.kind().name().toLowerCase(Locale.ROOT)
            + " "
            + change.image()
            + " "
            + change.platform()
            + " ";
    return switch (change.kind()) {
      case ADDED, KEPT -> what + change.now();
      case MOVED -> what + change.before() + " -> " + change.now();
      case PINNED -> what + "is locked by its name";
      case BUILT -> what + "was built on the engine or loaded there: the engine knows no digest";
    };
  }
}
