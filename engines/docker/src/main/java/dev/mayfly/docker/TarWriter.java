package dev.mayfly.docker;

import dev.mayfly.engine.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes files as a tar archive, without holding them in memory.
 *
 * @param files in the order in which they are written
 * @param time when they were changed
 */
record TarWriter(List<FileEntry> files, Instant time) implements BodyWriter {

  @Override
  public void writeTo(OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (FileEntry file : files) {
      tar.putArchiveEntry(entry(file));
      if (!file.directory()) {
        try (InputStream content = file.content().open()) {
          content.transferTo(tar);
        }
      }
      tar.closeArchiveEntry();
    }
    tar.finish();
  }

  private TarArchiveEntry entry(FileEntry file) {
    String path = file.path().replaceFirst("^/+", "");
    TarArchiveEntry entry =
        new TarArchiveEntry(file.directory() && !path.endsWith("/") ? path + "/" : path);
    entry.setMode(file.mode());
    entry.setUserId(file.userId());
    entry.setGroupId(file.groupId());
    entry.setUserName(""); // else that of the user who runs this JVM
    entry.setLastModifiedTime(FileTime.from(time));
    entry.setSize(file.directory() ? 0 : file.size());
    return entry;
  }
}
