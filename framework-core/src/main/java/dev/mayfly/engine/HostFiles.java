package dev.mayfly.engine;

import dev.mayfly.engine.FileEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of this machine as entries of one archive: each as what it is, links not followed,
 * nothing opened. A file that has several names is written once, and linked to then. Not
 * thread-safe.
 */
public final class HostFiles {

  private static final int TYPE = 0170000;
  private static final int PERMISSIONS = 07777;
  private static final int PLAIN_FILE = 0644;
  private static final int PLAIN_DIRECTORY = 0755;

  private final Map<Object, String> firstNames = new HashMap<>();

  /** What is read of a file in one question. */
  private record Attributes(
      Kind kind, int mode, long size, Instant modified, @Nullable Object sharedKey) {}

  /**
   * One entry, owned by root; it is a socket or a device if the file is one.
   *
   * @param path that the file has in the archive
   * @throws IOException if the file is gone, may not be looked at, or is a link to a name that is
   *     not in UTF-8
   */
  public FileEntry read(Path file, String path) throws IOException {
    Attributes read = attributes(file);
    String first = read.sharedKey() == null ? null : firstNames.putIfAbsent(read.sharedKey(), path);
    FileEntry entry;
    if (first != null) {
      entry = FileEntry.empty(path, Kind.HARD_LINK, read.mode(), 0, 0, first);
    } else if (read.kind() == Kind.FILE) {
      entry =
          FileEntry.file(path, read.mode(), 0, 0, read.size(), () -> Files.newInputStream(file));
    } else {
      String target = read.kind() == Kind.SYMBOLIC_LINK ? targetOf(file) : "";
      entry = FileEntry.empty(path, read.kind(), read.mode(), 0, 0, target);
    }
    return entry.modified(read.modified());
  }

  private static String targetOf(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    String plain = target.toString();
    return plain.chars().allMatch(c -> c < 128) ? plain : FileNames.of(target);
  }

  private static Attributes attributes(Path file) throws IOException {
    BasicFileAttributes basic =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    try {
      int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      Kind kind = kind(mode & TYPE);
      return new Attributes(
          kind,
          mode & PERMISSIONS,
          basic.size(),
          basic.lastModifiedTime().toInstant(),
          kind == Kind.FILE && names(file) > 1 ? basic.fileKey() : null);
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      return attributes(basic);
    }
  }

  private static int names(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
  }

  private static Kind kind(int type) {
    return switch (type) {
      case 0040000 -> Kind.DIRECTORY;
      case 0120000 -> Kind.SYMBOLIC_LINK;
      case 0100000 -> Kind.FILE;
      case 0010000 -> Kind.FIFO;
      case 0140000 -> Kind.SOCKET;
      default -> Kind.DEVICE;
    };
  }

  private static Attributes attributes(BasicFileAttributes read) {
    Kind kind =
        read.isSymbolicLink()
            ? Kind.SYMBOLIC_LINK
            : read.isDirectory() ? Kind.DIRECTORY : read.isOther() ? Kind.DEVICE : Kind.FILE;
    int mode = kind == Kind.FILE ? PLAIN_FILE : PLAIN_DIRECTORY;
    return new Attributes(kind, mode, read.size(), read.lastModifiedTime().toInstant(), null);
  }
}
