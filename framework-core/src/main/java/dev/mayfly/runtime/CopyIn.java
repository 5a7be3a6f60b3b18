package dev.mayfly.runtime;

import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.PathState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copies files into one container as {@code docker cp SOURCE/. CONTAINER:PATH} does: what is there
 * keeps its kind, a link is followed, and a directory that is there keeps its mode and owner and
 * all that is in it.
 */
final class CopyIn {

  private final ContainerEngine engine;
  private final String id;
  private final List<FileEntry> entries = new ArrayList<>();
  private final Set<String> directories = new HashSet<>();

  CopyIn(ContainerEngine engine, String id) {
    this.engine = engine;
    this.id = id;
  }

  /**
   * All in one transfer, in the order given.
   *
   * @throws DeclarationException if a source can't be read, or can't be at its path; nothing was
   *     copied then
   */
  void all(List<CopiedFile> files) {
    files.forEach(this::add);
    if (!entries.isEmpty()) {
      engine.copyIn(id, List.copyOf(entries));
    }
  }

  private void add(CopiedFile file) {
    PathState there = engine.inspectPath(id, withoutSlash(file.containerPath()));
    List<FileEntry> added = FileEntries.at(there.path(), file);
    boolean isDirectory = added.get(0).isDirectory();
    if (there.exists() && there.isDirectory() != isDirectory) {
      throw refused(file, isDirectory, there);
    }
    boolean keepsDirectory = isDirectory && (there.exists() || directories.contains(there.path()));
    for (FileEntry entry : keepsDirectory ? added.subList(1, added.size()) : added) {
      entries.add(entry);
      remember(entry);
    }
  }

  /** What the engine will have made when it comes to the next file. */
  private void remember(FileEntry entry) {
    if (entry.isDirectory()) {
      directories.add(entry.path());
    }
    for (int slash = entry.path().lastIndexOf('/'); slash > 0; ) {
      String above = entry.path().substring(0, slash);
      slash = directories.add(above) ? above.lastIndexOf('/') : 0;
    }
  }

  private static String withoutSlash(String path) {
    String without = path.replaceFirst("/+$", "");
    return without.isEmpty() ? "/" : without;
  }

  private static DeclarationException refused(
      CopiedFile file, boolean isDirectory, PathState there) {
    String path = Printable.line(file.containerPath());
    String link =
        there.path().equals(withoutSlash(file.containerPath()))
            ? ""
            : " (a link to " + Printable.line(there.path()) + ")";
    String source = Printable.line(file.source().describe());
    return new DeclarationException(
        isDirectory
            ? "A directory, %s, is to be copied to %s%s, which is no directory in the container.\n  try: the path of a directory, or of nothing that is there"
                .formatted(source, path, link)
            : "A file, %s, is to be copied to %s%s, which is a directory in the container.\n  try: the file's whole path, such as %s/file.txt"
                .formatted(source, path, link, withoutSlash(path).equals("/") ? "" : path));
  }
}
