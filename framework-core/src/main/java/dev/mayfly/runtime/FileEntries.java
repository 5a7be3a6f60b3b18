package dev.mayfly.runtime;

import dev.mayfly.CopiedFile;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.arguments.Printable;
import dev.mayfly.engine.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Turns what a user wants copied into the files and directories of a transfer. */
final class FileEntries {

  private FileEntries() {}

  /**
   * All that is to be copied, in the order given, by the paths that users gave.
   *
   * @throws DeclarationException if a source can't be read, or can't be at its path
   */
  static List<FileEntry> of(List<CopiedFile> files) {
    return files.stream().flatMap(file -> at(file.containerPath(), file).stream()).toList();
  }

  /**
   * One file, or a directory and then all below it.
   *
   * @param path where it goes, which the path that the user gave may be a link to
   * @throws DeclarationException if the source can't be read, or can't be at its path
   */
  static List<FileEntry> at(String path, CopiedFile file) {
    List<FileEntry> entries =
        read(file.source()).stream().map(entry -> placed(path, file, entry)).toList();
    FileEntry first = entries.get(0);
    if (!first.isDirectory() && file.containerPath().endsWith("/")) {
      throw new DeclarationException(
          "A file, "
              + file.source().describe()
              + ", is to be copied to \""
              + file.containerPath()
              + "\", which names a directory; write the file's whole path, such as \""
              + file.containerPath()
              + "file.txt\".");
    }
    return entries;
  }

  /** By paths that begin with the empty one, which is that of the source itself. */
  private static List<FileEntry> read(FileSource source) {
    try {
      if (source instanceof FileSource.HostPath host) {
        return HostTree.read(host.path());
      }
      return source instanceof FileSource.Resource resource
          ? ClassPathTree.read(resource.name())
          : List.of(bytes("", ((FileSource.Bytes) source).content()));
    } catch (UncheckedIOException e) {
      throw unreadable(source, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  static FileEntry bytes(String path, byte[] content) {
    return FileEntry.file(
        path, 0644, 0, 0, content.length, () -> new ByteArrayInputStream(content));
  }

  private static FileEntry placed(String path, CopiedFile file, FileEntry entry) {
    return new FileEntry(
        below(path, entry.path()),
        entry.kind(),
        modeOf(file, entry),
        file.userId(),
        file.groupId(),
        entry.modified(),
        entry.size(),
        entry.kind() == FileEntry.Kind.HARD_LINK
            ? below(path, entry.linkTarget())
            : entry.linkTarget(),
        entry.content());
  }

  private static String below(String directory, String path) {
    return path.isEmpty() ? directory : directory.replaceFirst("/+$", "") + "/" + path;
  }

  private static int modeOf(CopiedFile file, FileEntry entry) {
    if (file.mode() < 0 || entry.kind() == FileEntry.Kind.SYMBOLIC_LINK) {
      return entry.mode();
    }
    return entry.isDirectory() ? file.mode() | (file.mode() & 0444) >> 2 : file.mode();
  }

  private static DeclarationException unreadable(FileSource source, IOException reason) {
    return new DeclarationException(
        "Can't copy "
            + Printable.line(source.describe())
            + " into the container: "
            + Printable.line(Unreadable.reason(reason))
            + ".");
  }
}
