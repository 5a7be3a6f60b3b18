package dev.mayfly;

import dev.mayfly.arguments.Given;

/**
 * A file or directory that is copied into a container, as {@code docker cp SOURCE/. CONTAINER:PATH}
 * does: a directory that is there is added to and keeps its mode and owner, a link is followed, and
 * nothing takes the place of what is of another kind.
 *
 * @param source where the content comes from
 * @param containerPath the absolute path that the file or directory gets; directories that are
 *     missing above it are made
 * @param mode the permission bits of files, such as {@code 0644}, or -1 to keep those of the source
 *     (0644 for a file and 0755 for a directory where it has none); directories get read and search
 *     permission wherever files can be read
 * @param userId the owner's number
 * @param groupId the group's number
 */
public record CopiedFile(
    FileSource source, String containerPath, int mode, int userId, int groupId) {

  public CopiedFile {
    Given.value(source, "source");
    Given.path(containerPath, "containerPath");
    if (mode < -1 || mode > 07777) {
      throw new IllegalArgumentException(
          "Mode " + Integer.toOctalString(mode) + " (octal) is more than permission bits.");
    }
    if (userId < 0 || groupId < 0) {
      throw new IllegalArgumentException(
          "Owner " + userId + ":" + groupId + " has a negative number.");
    }
  }

  /** A file owned by root with the source's permission bits. */
  public static CopiedFile of(FileSource source, String containerPath) {
    return new CopiedFile(source, containerPath, -1, 0, 0);
  }

  public CopiedFile mode(int permissionBits) {
    return new CopiedFile(source, containerPath, permissionBits, userId, groupId);
  }

  public CopiedFile owner(int user, int group) {
    return new CopiedFile(source, containerPath, mode, user, group);
  }
}
