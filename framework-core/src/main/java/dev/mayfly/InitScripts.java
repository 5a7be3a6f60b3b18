package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The scripts that an image runs at its first start from a folder of its own, for a module's {@code
 * initScript} option. Each is copied there under a number, so that they run in the order given.
 * Immutable.
 */
public final class InitScripts {

  private final String folder;
  private final List<String> endings;
  private final boolean executable;

  private InitScripts(String folder, List<String> endings, boolean executable) {
    this.folder = folder;
    this.endings = endings;
    this.executable = executable;
  }

  /**
   * An image's folder, such as {@code /docker-entrypoint-initdb.d}.
   *
   * @param endings of the names of files that the image runs, such as {@code .sql}; it passes over
   *     all others without a word. Content without a file name gets the first.
   */
  public static InitScripts in(String folder, String... endings) {
    if (Given.texts(endings, "endings").isEmpty()) {
      throw new IllegalArgumentException("No ending is given of the files that the image runs.");
    }
    return new InitScripts(Given.name(folder, "folder") + "/", List.of(endings), false);
  }

  /** The same for an image that runs each as a program: all of them get the right to be run. */
  public InitScripts executable() {
    return new InitScripts(folder, endings, true);
  }

  /**
   * A description with these scripts after those that it has.
   *
   * @throws IllegalArgumentException if the image would pass over one of them
   */
  public ContainerSpec add(ContainerSpec spec, FileSource... scripts) {
    ContainerSpec all = spec;
    for (FileSource script : Given.values(scripts, "initScript")) {
      all = all.copy(next(all, script));
    }
    return all;
  }

  /** Whether the description has any. */
  public boolean areIn(ContainerSpec spec) {
    return !of(spec).isEmpty();
  }

  /** Those that the description has, in their order. */
  public List<CopiedFile> of(ContainerSpec spec) {
    return spec.files().stream().filter(file -> file.containerPath().startsWith(folder)).toList();
  }

  private CopiedFile next(ContainerSpec before, FileSource script) {
    String name = fileName(script);
    if (endings.stream().noneMatch(name::endsWith)) {
      throw new IllegalArgumentException(
          "The image would pass over the init script \""
              + script.describe()
              + "\"; let its name end in one of "
              + endings
              + ".");
    }
    String path = folder + String.format(Locale.ROOT, "%03d-%s", of(before).size(), name);
    CopiedFile file = CopiedFile.of(script, path);
    if (executable) {
      return file.mode(0755);
    }
    return name.endsWith(".sh") ? file : file.mode(0644);
  }

  private String fileName(FileSource script) {
    String path =
        script instanceof FileSource.Bytes
            ? "script" + endings.get(0)
            : script instanceof FileSource.Resource resource
                ? resource.name()
                : script.describe().replace('\\', '/');
    return Stream.of(path.split("/")).reduce((first, second) -> second).orElse(path);
  }
}
