package dev.mayfly.engine;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file, directory or link on its way into or out of a container.
 *
 * @param path inside the container; absolute on the way in
 * @param kind what it is; only a {@link Kind#FILE} has content
 * @param mode permission bits, with those for set-uid, set-gid and sticky
 * @param userId the owner's number
 * @param groupId the group's number
 * @param modified when it was changed last; null for the moment at which it is copied
 * @param size of the content, in bytes
 * @param linkTarget the text of a symbolic link, or the path of the entry before this one that a
 *     hard link shares its content with; empty for all others
 * @param content opened at most once
 */
public record FileEntry(
    String path,
    Kind kind,
    int mode,
    int userId,
    int groupId,
    @Nullable Instant modified,
    long size,
    String linkTarget,
    Content content) {

  /** What an entry is. */
  public enum Kind {
    /** A file with content. */
    FILE("file"),
    /** A directory. */
    DIRECTORY("directory"),
    /** A link that is a text, which leads somewhere or nowhere. */
    SYMBOLIC_LINK("symbolic link"),
    /** One more name of a file. */
    HARD_LINK("hard link"),
    /** A named pipe. */
    FIFO("FIFO (a named pipe)"),
    /** A socket, which no archive can hold. */
    SOCKET("socket"),
    /** A device. */
    DEVICE("device");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** How messages call it. */
    public String words() {
      return words;
    }
  }

  /** The bytes of a file. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;

    /**
     * What is another one once the content has changed, had without reading it; null where nothing
     * tells.
     *
     * @throws IOException if it can't be looked at
     */
    default @Nullable Stamp stamp() throws IOException {
      return null;
    }
  }

  /**
   * What a file system says of a file.
   *
   * @param text another one for each other file and content
   * @param changed when anything of it was changed last, by the file system's clock
   */
  public record Stamp(String text, Instant changed) {}

  public static FileEntry directory(String path, int mode, int userId, int groupId) {
    return empty(path, Kind.DIRECTORY, mode, userId, groupId, "");
  }

  public static FileEntry file(
      String path, int mode, int userId, int groupId, long size, Content content) {
    return new FileEntry(path, Kind.FILE, mode, userId, groupId, null, size, "", content);
  }

  /** A symbolic link that leads to {@code target}, as it is written. */
  public static FileEntry symbolicLink(String path, String target, int userId, int groupId) {
    return empty(path, Kind.SYMBOLIC_LINK, 0777, userId, groupId, target);
  }

  /** What has neither content nor a target, or only a target. */
  public static FileEntry empty(
      String path, Kind kind, int mode, int userId, int groupId, String linkTarget) {
    return new FileEntry(
        path, kind, mode, userId, groupId, null, 0, linkTarget, InputStream::nullInputStream);
  }

  /** The same entry at another path. */
  public FileEntry path(String newPath) {
    return new FileEntry(newPath, kind, mode, userId, groupId, modified, size, linkTarget, content);
  }

  /** The same entry with another target. */
  public FileEntry linkTarget(String newTarget) {
    return new FileEntry(path, kind, mode, userId, groupId, modified, size, newTarget, content);
  }

  /** The same entry, changed at another time. */
  public FileEntry modified(@Nullable Instant time) {
    return new FileEntry(path, kind, mode, userId, groupId, time, size, linkTarget, content);
  }

  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }
}
