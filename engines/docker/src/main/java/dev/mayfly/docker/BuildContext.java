package dev.mayfly.docker;

import dev.mayfly.Dockerfile;
import dev.mayfly.ImageBuild;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileNames;
import dev.mayfly.engine.HostFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is sent to build an image of: a folder without what its ignore file names, files
 * from elsewhere, and the Dockerfile, wherever that lies.
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
   * @param added what is not in the folder, by paths relative to it, in place of what is there
   * @throws IOException in words, if the folder, its ignore file or the Dockerfile can't be read
   */
  static BuildContext of(ImageBuild build, List<FileEntry> added) throws IOException {
    Dockerfile written = build.written();
    Path folder = folder(build);
    if (written != null) {
      byte[] text = written.text().getBytes(StandardCharsets.UTF_8);
      return withDockerfile(text, with(added, walk(folder, IgnoreRules.FILE)));
    }
    Path dockerfile = dockerfile(build);
    if (folder == null || !dockerfile.startsWith(folder)) {
      return withDockerfile(
          Files.readAllBytes(dockerfile), with(added, walk(folder, IgnoreRules.FILE)));
    }
    String name = FileNames.of(folder.relativize(dockerfile));
    return new BuildContext(name, with(added, walk(folder, IgnoreRules.FILE, name)));
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
   * What of the folder is sent, by paths relative to it and sorted, and the Dockerfile.
   *
   * @throws IOException if the folder or one of the two files can't be read
   */
  static List<FileEntry> files(ImageBuild build) throws IOException {
    Path folder = folder(build);
    List<FileEntry> files = new ArrayList<>();
    if (build.written() == null) {
      Path dockerfile = dockerfile(build);
      boolean isInside = folder != null && dockerfile.startsWith(folder);
      String name =
          folder != null && isInside
              ? FileNames.of(folder.relativize(dockerfile))
              : build.dockerfile();
      files.addAll(walk(folder, IgnoreRules.FILE, name));
      if (!isInside) {
        files.add(new HostFiles().read(dockerfile, name));
      }
    } else {
      files.addAll(walk(folder, IgnoreRules.FILE));
    }
    return files.stream().sorted(Comparator.comparing(FileEntry::path)).toList();
  }

  private static List<FileEntry> walk(@Nullable Path folder, String... always) throws IOException {
    return folder == null ? List.of() : ContextWalk.of(folder, Set.of(always));
  }

  /** First, so that one more name of a file that they take the place of leads to them. */
  private static List<FileEntry> with(List<FileEntry> added, List<FileEntry> files) {
    Set<String> paths = added.stream().map(FileEntry::path).collect(Collectors.toSet());
    return Stream.concat(
            added.stream(), files.stream().filter(file -> !paths.contains(file.path())))
        .toList();
  }

  private static @Nullable Path folder(ImageBuild build) throws IOException {
    Path folder = build.context();
    if (folder == null) {
      return null;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    return folder.toRealPath();
  }

  /** With all links followed, as the engine can't follow one that leads out of the folder. */
  private static Path dockerfile(ImageBuild build) throws IOException {
    Path folder = build.context();
    Path named = folder == null ? Path.of(build.dockerfile()) : folder.resolve(build.dockerfile());
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
