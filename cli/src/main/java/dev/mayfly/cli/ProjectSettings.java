package dev.mayfly.cli;

import dev.mayfly.MayflyException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings that a project's tests find on their class path, for who has not got that. */
final class ProjectSettings {

  private static final String NAME = "mayfly.properties";

  /** Where Maven's and Gradle's projects have what is on it. */
  private static final Path USUAL = Path.of("src", "test", "resources", NAME);

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "the settings of the tests where no class path is given; src/test/resources/"
              + NAME
              + " of this folder unless said, if it is there")
  private @Nullable Path file;

  /**
   * Lets them count for this thread and those that it begins.
   *
   * @return whose they are; empty for none
   * @throws MayflyException if the file that was named is not there
   */
  Optional<Path> count() {
    if (file != null && !Files.isReadable(file)) {
      throw new MayflyException("The settings' file " + file + " can't be read.");
    }
    Path found = file == null ? USUAL : file;
    if (!Files.isReadable(found)) {
      return Optional.empty();
    }
    Thread.currentThread().setContextClassLoader(having(found));
    return Optional.of(found);
  }

  /** Of the folder's other files none is found: what they name may not be compiled. */
  private static ClassLoader having(Path found) {
    URL url;
    try {
      url = found.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
    return new ClassLoader(ProjectSettings.class.getClassLoader()) {
      @Override
      protected @Nullable URL findResource(String name) {
        return name.equals(NAME) ? url : null;
      }
    };
  }
}
