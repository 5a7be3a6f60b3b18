package dev.mayfly.engine;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file or directory on its way into or out of a container.
 *
 * @param path inside the container; absolute on the way in
 * @param directory whether it is a directory, which has no content
 * @param mode permission bits
 * @param userId the owner's number
 * @param groupId the group's number
 * @param size of the content, in bytes
 * @param content opened at most once
 */
public record FileEntry(
    String path, boolean directory, int mode, int userId, int groupId, long size, Content content) {

  /** The bytes of a file. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  public static FileEntry directory(String path, int mode, int userId, int groupId) {
    return new FileEntry(path, true, mode, userId, groupId, 0, InputStream::nullInputStream);
  }

  public static FileEntry file(
      String path, int mode, int userId, int groupId, long size, Content content) {
    return new FileEntry(path, false, mode, userId, groupId, size, content);
  }
}
