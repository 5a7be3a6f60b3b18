package dev.mayfly.cli;

import dev.mayfly.ImageName;
import dev.mayfly.runtime.EngineImages;
import dev.mayfly.runtime.LockedImage;
import dev.mayfly.runtime.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what the tests of a class path need. */
@Command(
    name = "images",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the images that the tests of a class path need, without running or loading a class.",
      "Its first folders, or its first jar, are looked through, with what they refer to in the rest."
    })
final class ImagesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "CLASSPATH",
      description = "the whole class path of the tests, as java -cp takes it; or @FILE that has it")
  private String classPath = "";

  @Option(
      names = {"-q", "--quiet"},
      description = "names only")
  private boolean quiet;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  /**
   * An image.
   *
   * @param image as tests name it
   * @param locked the platforms for which the lock file has a line
   * @param place that names it first
   */
  record Line(String image, List<String> locked, String place) {}

  /**
   * All of them.
   *
   * @param untold places whose images can't be told
   */
  record Lines(List<Line> images, List<String> untold) {}

  @Override
  public Integer call() {
    NeededImages needed;
    try (TestClassPath open = TestClassPath.open(classPath)) {
      needed = ClassPathImages.of(open);
    }
    List<LockedImage> locked = EngineImages.locked(Settings.load());
    List<Line> lines = new ArrayList<>();
    needed.images().forEach((image, place) -> lines.add(line(image, place, locked)));
    print(new Lines(lines, needed.untold()));
    return 0;
  }

  private static Line line(String image, String place, List<LockedImage> locked) {
    ImageName name = ImageName.parse(image);
    List<String> platforms =
        locked.stream()
            .filter(line -> line.image().equals(name))
            .map(LockedImage::platform)
            .toList();
    return new Line(image, platforms, place);
  }

  private void print(Lines lines) {
    Output output = new Output(spec);
    if (json) {
      output.json(lines);
    } else if (quiet) {
      lines.images().forEach(line -> output.line(line.image()));
    } else {
      List<List<String>> rows =
          new ArrayList<>(List.of(List.of("IMAGE", "LOCKED FOR", "NAMED BY")));
      for (Line line : lines.images()) {
        String platforms = line.locked().isEmpty() ? "-" : String.join(",", line.locked());
        rows.add(List.of(line.image(), platforms, line.place()));
      }
      output.table(rows);
      lines.untold().forEach(one -> output.styled("fg(yellow)", "not told", " " + one));
    }
  }
}
