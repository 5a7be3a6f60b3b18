package dev.mayfly.runtime;

import dev.mayfly.ImageBuild;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.FileEntry;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a build's context: those of its folder, and those from elsewhere. */
final class ContextFiles {

  private ContextFiles() {}

  /**
   * Those from elsewhere, by paths relative to the context.
   *
   * @throws dev.mayfly.DeclarationException if one can't be read
   */
  static List<FileEntry> added(ImageBuild build) {
    return FileEntries.of(build.files()).stream().map(ContextFiles::relative).toList();
  }

  private static FileEntry relative(FileEntry entry) {
    FileEntry file = entry.path(entry.path().substring(1));
    return entry.kind() == FileEntry.Kind.HARD_LINK
        ? file.linkTarget(entry.linkTarget().substring(1))
        : file;
  }

  /**
   * All that the engine would be sent.
   *
   * @throws IOException if the folder, or what says which files are left out, can't be read
   */
  static List<FileEntry> all(ImageBuild build, ContainerEngine engine) throws IOException {
    List<FileEntry> added = added(build);
    Set<String> paths = added.stream().map(FileEntry::path).collect(Collectors.toSet());
    return Stream.concat(
            added.stream(),
            engine.buildFiles(build).stream().filter(file -> !paths.contains(file.path())))
        .toList();
  }
}
