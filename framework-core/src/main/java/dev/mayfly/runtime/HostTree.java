package dev.mayfly.runtime;

import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import dev.mayfly.engine.FileNames;
import dev.mayfly.engine.HostFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file or directory of this machine as it is copied: a link that is named itself is followed, one
 * within a directory stays a link, and sockets are left out.
 */
final class HostTree {

  private HostTree() {}

  /**
   * The file or directory, which has the empty path, and all below it.
   *
   * @throws IOException that says in words what can't be read or copied
   * @throws java.io.UncheckedIOException likewise
   */
  static List<FileEntry> read(Path named) throws IOException {
    Path root = followed(named);
    HostFiles files = new HostFiles();
    List<FileEntry> entries = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : (Iterable<Path>) tree.sorted()::iterator) {
        FileEntry entry = files.read(path, FileNames.of(root.relativize(path)));
        requireCopyable(path, entry);
        if (entry.kind() != Kind.SOCKET) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private static Path followed(Path named) throws IOException {
    if (!Files.isSymbolicLink(named)) {
      if (!Files.exists(named, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("there is no such file");
      }
      return named;
    }
    try {
      return named.toRealPath();
    } catch (NoSuchFileException e) {
      throw new IOException(
          "it is a link to " + Files.readSymbolicLink(named) + ", and nothing is there", e);
    } catch (FileSystemException e) {
      throw new IOException(
          "it is a link to "
              + Files.readSymbolicLink(named)
              + ", which can't be followed: "
              + e.getReason(),
          e);
    }
  }

  private static void requireCopyable(Path path, FileEntry entry) throws IOException {
    boolean alone = entry.path().isEmpty();
    if (entry.kind() == Kind.DEVICE || (alone && isChannel(entry.kind()))) {
      String what = alone ? "it" : path.toString();
      throw new IOException(
          what
              + " is a "
              + entry.kind().words()
              + ", and only files, directories and links are copied");
    }
    if (entry.kind() == Kind.FILE && !Files.isReadable(path)) {
      throw new IOException("no permission to read " + path);
    }
  }

  private static boolean isChannel(Kind kind) {
    return kind == Kind.FIFO || kind == Kind.SOCKET;
  }
}
