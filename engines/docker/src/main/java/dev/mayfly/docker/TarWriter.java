package dev.mayfly.docker;

import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes files as a tar archive, without holding them in memory.
 *
 * @param files in the order in which they are written
 * @param now when those were changed that don't say so themselves
 */
record TarWriter(List<FileEntry> files, Instant now) implements BodyWriter {

  private static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public void writeTo(OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (FileEntry file : files) {
      tar.putArchiveEntry(entry(file));
      if (file.kind() == Kind.FILE) {
        writeContent(file, tar);
      }
      tar.closeArchiveEntry();
    }
    tar.finish();
  }

  /** As much as there was when the file was looked at: whoever writes to it may go on. */
  private static void writeContent(FileEntry file, OutputStream tar) throws IOException {
    try (InputStream content = file.content().open()) {
      byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, file.size())];
      for (long left = file.size(); left > 0; ) {
        int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException(
              "what goes to "
                  + file.path()
                  + " became shorter while it was copied, "
                  + (file.size() - left)
                  + " bytes after "
                  + file.size());
        }
        tar.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private TarArchiveEntry entry(FileEntry file) {
    String path = withoutSlash(file.path());
    TarArchiveEntry entry =
        new TarArchiveEntry(
            file.isDirectory() && !path.endsWith("/") ? path + "/" : path, type(file));
    entry.setMode(file.mode());
    entry.setUserId(file.userId());
    entry.setGroupId(file.groupId());
    entry.setUserName(""); // else that of the user who runs this JVM
    Instant modified = file.modified();
    entry.setLastModifiedTime(FileTime.from(modified == null ? now : modified));
    entry.setSize(file.kind() == Kind.FILE ? file.size() : 0);
    entry.setLinkName(
        file.kind() == Kind.HARD_LINK ? withoutSlash(file.linkTarget()) : file.linkTarget());
    return entry;
  }

  private static String withoutSlash(String path) {
    return path.replaceFirst("^/+", "");
  }

  private static byte type(FileEntry file) {
    return switch (file.kind()) {
      case FILE -> TarConstants.LF_NORMAL;
      case DIRECTORY -> TarConstants.LF_DIR;
      case SYMBOLIC_LINK -> TarConstants.LF_SYMLINK;
      case HARD_LINK -> TarConstants.LF_LINK;
      case FIFO -> TarConstants.LF_FIFO;
      case SOCKET, DEVICE ->
          throw new IllegalArgumentException(file.path() + " is a " + file.kind().words());
    };
  }
}
