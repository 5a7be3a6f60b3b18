package dev.mayfly.cli;

import dev.mayfly.MayflyException;
import java.awt.Desktop;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the newest report of a build. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Names the newest report of a build below a folder, or opens it.")
final class ReportCommand implements Callable<Integer> {

  private static final int DEPTH = 6;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "where the build is; this folder without it")
  private Path folder = Path.of("");

  @Option(
      names = {"-o", "--open"},
      description = "opens it in the browser")
  private boolean open;

  @Override
  public Integer call() throws IOException {
    Path report =
        newest()
            .orElseThrow(
                () ->
                    new MayflyException(
                        "There is no report below "
                            + folder.toAbsolutePath()
                            + ". Runs write one to target/mayfly or build/mayfly, unless mayfly.report is off."));
    new Output(spec).line(report.toUri().toString());
    if (open) {
      open(report);
    }
    return 0;
  }

  private Optional<Path> newest() throws IOException {
    if (!Files.isDirectory(folder.toAbsolutePath())) {
      throw new MayflyException(folder.toAbsolutePath() + " is no folder.");
    }
    Newest newest = new Newest();
    Files.walkFileTree(folder.toAbsolutePath(), Set.of(), DEPTH, newest);
    return newest.found();
  }

  /** Beside it lies what it is made of. */
  private static boolean isReport(Path file) {
    return file.getFileName().toString().equals("index.html")
        && Files.isDirectory(file.resolveSibling(".runs"));
  }

  private static void open(Path report) throws IOException {
    if (!Desktop.isDesktopSupported() || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
      throw new MayflyException(
          "No browser can be opened from here; the report is at the address above.");
    }
    Desktop.getDesktop().browse(report.toUri());
  }

  /** Looks at all that may be looked at. */
  private static final class Newest extends SimpleFileVisitor<Path> {

    private @Nullable Path found;
    private FileTime time = FileTime.fromMillis(0);

    Optional<Path> found() {
      return Optional.ofNullable(found);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isReport(file) && attributes.lastModifiedTime().compareTo(time) >= 0) {
        found = file;
        time = attributes.lastModifiedTime();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
