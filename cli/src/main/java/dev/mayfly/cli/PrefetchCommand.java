package dev.mayfly.cli;

import dev.mayfly.ImageName;
import dev.mayfly.runtime.EngineImages;
import dev.mayfly.runtime.LockedImage;
import dev.mayfly.runtime.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has the images on the engine before tests need them. */
@Command(
    name = "prefetch",
    mixinStandardHelpOptions = true,
    description = {
      "Fetches images before tests need them, side by side: those that are named, and else those of"
          + " the build's lock file.",
      "What has a line there is fetched by its digest. What the engine has is not asked for."
    })
final class PrefetchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private EngineOption engine = new EngineOption();
  @Mixin private ChosenImages chosen = new ChosenImages();

  @Override
  public Integer call() {
    List<String> untold = new ArrayList<>();
    Set<ImageName> named = chosen.read(untold);
    Settings settings = engine.settings();
    Output output = new Output(spec);
    boolean isWell;
    try (EngineImages images =
        EngineImages.open(settings, engine.name(), spec.commandLine().getErr()::println)) {
      Set<ImageName> all = chosen.isEmpty() ? locked(settings, images.platform()) : named;
      if (all.isEmpty()) {
        output.line(
            "There is nothing to fetch: no image is named, and "
                + EngineImages.lockFile(settings)
                + " has none for this engine.");
      }
      isWell =
          SideBySide.each(
              all, images::fetch, (image, identity) -> "ready " + image + " " + identity, output);
    }
    untold.forEach(one -> output.styled("fg(yellow)", "not told", " " + one));
    return isWell ? 0 : 1;
  }

  private static Set<ImageName> locked(Settings settings, String platform) {
    Set<ImageName> images = new LinkedHashSet<>();
    EngineImages.locked(settings).stream()
        .filter(line -> line.platform().equals(platform))
        .map(LockedImage::image)
        .forEach(images::add);
    return images;
  }
}
