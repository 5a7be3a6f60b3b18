package dev.mayfly.kubernetes;

import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Files as a tar archive that the tars of images read, Busybox's among them, and whose length is
 * known before it is written.
 *
 * @param files in the order in which they are written
 * @param now when those were changed that don't say so themselves
 */
record TarSource(List<FileEntry> files, Instant now) {

  private static final int BUFFER_BYTES = 64 * 1024;

  /** How many bytes are written; no content is opened. */
  long length() throws IOException {
    Counter counter = new Counter();
    write(counter, false);
    return counter.count;
  }

  void writeTo(OutputStream out) throws IOException {
    write(out, true);
  }

  private void write(OutputStream out, boolean withContent) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    for (FileEntry file : files) {
      tar.putArchiveEntry(entry(file));
      if (file.kind() == Kind.FILE) {
        try (InputStream content = withContent ? file.content().open() : new Zeros()) {
          copy(file, content, tar);
        }
      }
      tar.closeArchiveEntry();
    }
    tar.finish();
  }

  /** As much as there was when the file was looked at: whoever writes to it may go on. */
  private static void copy(FileEntry file, InputStream content, OutputStream tar)
      throws IOException {
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

  private TarArchiveEntry entry(FileEntry file) {
    String path = withoutSlash(file.path());
    boolean isPlain = file.isDirectory() && !path.endsWith("/");
    TarArchiveEntry entry = new TarArchiveEntry(isPlain ? path + "/" : path, type(file));
    entry.setMode(file.mode());
    entry.setUserId(file.userId());
    entry.setGroupId(file.groupId());
    entry.setUserName(""); // else that of the user who runs this JVM
    Instant modified = file.modified() == null ? now : file.modified();
    entry.setLastModifiedTime(FileTime.from(modified.truncatedTo(ChronoUnit.SECONDS)));
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

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }

  private static final class Zeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return length;
    }
  }
}
