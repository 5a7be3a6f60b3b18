package dev.mayfly.docker;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileVisitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * Reads the archive in which an engine sends files of a container.
 *
 * <p>It stands alone so that the archive library is loaded only where files are copied out.
 *
 * @param what what is being done, for messages
 * @param body the archive
 */
record TarReader(String what, InputStream body) {

  private static final int MODE_BITS = 07777;

  /** Hands over files and directories, without links. */
  void visitAll(UnaryOperator<String> rename, FileVisitor visitor) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(body, "UTF-8");
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (entry.isDirectory() || (entry.isFile() && !entry.isLink())) {
        FileEntry file = file(tar, entry, rename.apply(entry.getName().replaceFirst("/+$", "")));
        try {
          visitor.visit(file);
        } catch (IOException e) {
          throw new MayflyException(what + ": " + e.getMessage(), e);
        }
      }
    }
    body.transferTo(OutputStream.nullOutputStream());
  }

  private static FileEntry file(TarArchiveInputStream tar, TarArchiveEntry entry, String path) {
    int mode = entry.getMode() & MODE_BITS;
    int user = (int) entry.getLongUserId();
    int group = (int) entry.getLongGroupId();
    return entry.isDirectory()
        ? FileEntry.directory(path, mode, user, group)
        : FileEntry.file(
            path, mode, user, group, entry.getSize(), () -> CloseShieldInputStream.wrap(tar));
  }
}
