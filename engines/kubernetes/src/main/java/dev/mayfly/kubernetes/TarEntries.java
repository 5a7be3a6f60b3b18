package dev.mayfly.kubernetes;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import dev.mayfly.engine.FileVisitor;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * Reads the archive that a pod's tar writes.
 *
 * @param what what is being done, for messages
 * @param body the archive
 */
record TarEntries(String what, InputStream body) {

  private static final int MODE_BITS = 07777;

  /** Hands over all entries, in their order. */
  void visitAll(UnaryOperator<String> rename, FileVisitor visitor) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(body, "UTF-8");
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      FileEntry file = entry(tar, entry, rename);
      try {
        visitor.visit(file);
      } catch (IOException e) {
        throw new MayflyException("Can't " + what + ": " + e.getMessage(), e);
      }
    }
  }

  private static FileEntry entry(
      TarArchiveInputStream tar, TarArchiveEntry entry, UnaryOperator<String> rename) {
    Kind kind = kind(entry);
    String target =
        kind == Kind.HARD_LINK ? rename.apply(entry.getLinkName()) : entry.getLinkName();
    return new FileEntry(
        rename.apply(entry.getName().replaceFirst("/+$", "")),
        kind,
        entry.getMode() & MODE_BITS,
        (int) entry.getLongUserId(),
        (int) entry.getLongGroupId(),
        entry.getLastModifiedTime().toInstant(),
        kind == Kind.FILE ? entry.getSize() : 0,
        target,
        () -> CloseShieldInputStream.wrap(tar));
  }

  private static Kind kind(TarArchiveEntry entry) {
    if (entry.isDirectory()) {
      return Kind.DIRECTORY;
    }
    if (entry.isSymbolicLink()) {
      return Kind.SYMBOLIC_LINK;
    }
    if (entry.isLink()) {
      return Kind.HARD_LINK;
    }
    if (entry.isFIFO()) {
      return Kind.FIFO;
    }
    return entry.isFile() ? Kind.FILE : Kind.DEVICE;
  }
}
