package dev.mayfly.docker;

import dev.mayfly.ImageBuild;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import dev.mayfly.engine.FileNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an engine is sent to build an image of: a folder without what its ignore file names, and the
 * Dockerfile, wherever that lies.
 *
 * @param dockerfile the Dockerfile's path among the files
 * @param files in the order in which they are sent
 */
record BuildContext(String dockerfile, List<FileEntry> files) {

  /**
   * Where a Dockerfile from outside the folder is sent to; the engine drops it before it copies.
   */
  private static final String OUTSIDE = ".dockerfile.outside-this-context";

  /**
   * Looks at the files, without reading what is in them.
   *
   * @throws IOException in words, if the folder, its ignore file or the Dockerfile can't be read
   */
  static BuildContext of(ImageBuild build) throws IOException {
    Path folder = folder(build);
    Path dockerfile = dockerfile(build);
    if (!dockerfile.startsWith(folder)) {
      return withDockerfile(
          Files.readAllBytes(dockerfile), ContextWalk.of(folder, Set.of(IgnoreRules.FILE)));
    }
    String name = FileNames.of(folder.relativize(dockerfile));
    return new BuildContext(name, ContextWalk.of(folder, Set.of(IgnoreRules.FILE, name)));
  }

  /**
   * The same with another text in the Dockerfile, which is sent beside the one that is there: what
   * copies that gets what the user wrote.
   *
   * @throws IOException if the ignore file can't be read
   */
  BuildContext dockerfileText(String text) throws IOException {
    List<FileEntry> others = files.stream().filter(file -> !file.path().equals(OUTSIDE)).toList();
    return withDockerfile(text.getBytes(StandardCharsets.UTF_8), others);
  }

  /**
   * The names of the files, relative to the folder and sorted.
   *
   * @throws IOException if the folder or one of the two files can't be read
   */
  static List<String> files(ImageBuild build) throws IOException {
    Path folder = folder(build);
    Path dockerfile = dockerfile(build);
    boolean isInside = dockerfile.startsWith(folder);
    String name = isInside ? FileNames.of(folder.relativize(dockerfile)) : build.dockerfile();
    List<String> names = new ArrayList<>(isInside ? List.of() : List.of(name));
    ContextWalk.of(folder, Set.of(IgnoreRules.FILE, name)).stream()
        .filter(entry -> !entry.isDirectory() && entry.kind() != Kind.FIFO)
        .forEach(entry -> names.add(entry.path()));
    return names.stream().sorted().toList();
  }

  private static Path folder(ImageBuild build) throws IOException {
    if (!Files.isDirectory(build.context())) {
      throw new IOException("there is no folder " + build.context());
    }
    return build.context().toRealPath();
  }

  /** With all links followed, as the engine can't follow one that leads out of the folder. */
  private static Path dockerfile(ImageBuild build) throws IOException {
    Path named = build.context().resolve(build.dockerfile());
    try {
      return named.toRealPath();
    } catch (NoSuchFileException e) {
      throw new IOException("there is no Dockerfile at " + named.normalize(), e);
    }
  }

  /** The ignore file names it too, so that the engine does not copy it. */
  private static BuildContext withDockerfile(byte[] dockerfile, List<FileEntry> files)
      throws IOException {
    List<FileEntry> all = new ArrayList<>();
    String rules = IgnoreRules.FILE + "\n";
    int mode = 0600;
    for (FileEntry file : files) {
      if (file.path().equals(IgnoreRules.FILE)) {
        rules = new String(file.content().open().readAllBytes(), StandardCharsets.UTF_8);
        mode = file.mode();
      } else {
        all.add(file);
      }
    }
    String more = rules + "\n" + OUTSIDE + "\n";
    all.add(file(IgnoreRules.FILE, mode, more.getBytes(StandardCharsets.UTF_8)));
    all.add(file(OUTSIDE, 0600, dockerfile));
    return new BuildContext(OUTSIDE, all);
  }

  private static FileEntry file(String name, int mode, byte[] content) {
    return FileEntry.file(
        name, mode, 0, 0, content.length, () -> new ByteArrayInputStream(content));
  }
}
