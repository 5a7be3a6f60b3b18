package dev.mayfly.engine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.mayfly.engine.FileEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
      Kind kind,
      int mode,
      long size,
      Instant modified,
      @Nullable Object sharedKey,
      FileEntry.@Nullable Stamp stamp) {}

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
          FileEntry.file(path, read.mode(), 0, 0, read.size(), new HostContent(file, read.stamp()));
    } else {
      String target = read.kind() == Kind.SYMBOLIC_LINK ? targetOf(file) : "";
      entry = FileEntry.empty(path, read.kind(), read.mode(), 0, 0, target);
    }
    return entry.modified(read.modified());
  }

  /** What is in a file of this machine, which was looked at before. */
  private record HostContent(Path file, FileEntry.@Nullable Stamp stamp)
      implements FileEntry.Content {

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  private static String targetOf(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    String plain = target.toString();
    return plain.chars().allMatch(c -> c < 128) ? plain : FileNames.of(target);
  }

  private static Attributes attributes(Path file) throws IOException {
    try {
      Map<String, Object> read =
          Files.readAttributes(
              file, "unix:mode,nlink,size,lastModifiedTime,ctime,fileKey", NOFOLLOW_LINKS);
      int mode = value(read, "mode", Integer.class);
      Kind kind = kind(mode & TYPE);
      boolean hasOthers = kind == Kind.FILE && value(read, "nlink", Integer.class) > 1;
      return new Attributes(
          kind,
          mode & PERMISSIONS,
          value(read, "size", Long.class),
          time(read, "lastModifiedTime"),
          hasOthers ? read.get("fileKey") : null,
          stamp(read));
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      return attributes(Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS));
    }
  }

  private static Instant time(Map<String, Object> read, String name) {
    return value(read, name, FileTime.class).toInstant();
  }

  private static <T> T value(Map<String, Object> read, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(read.get(name), name));
  }

  private static FileEntry.Stamp stamp(Map<String, Object> read) {
    Instant changed = time(read, "ctime");
    String text =
        read.get("fileKey")
            + " "
            + read.get("size")
            + " "
            + nanos(time(read, "lastModifiedTime"))
            + " "
            + nanos(changed);
    return new FileEntry.Stamp(text, changed);
  }

  private static String nanos(Instant time) {
    return time.getEpochSecond() + "." + time.getNano();
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
    return new Attributes(kind, mode, read.size(), read.lastModifiedTime().toInstant(), null, null);
  }
}
