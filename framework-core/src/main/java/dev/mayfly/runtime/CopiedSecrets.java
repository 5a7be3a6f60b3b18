package dev.mayfly.runtime;

import dev.mayfly.CopiedFile;
import dev.mayfly.FileSource;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import dev.mayfly.secrets.SecretSearch;
import dev.mayfly.secrets.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds secrets in files of this machine that were copied into a container, which may print them.
 * What can't be read any more, or is long, is not looked at.
 */
final class CopiedSecrets {

  private static final int LONGEST = 64 * 1024;
  private static final int MOST = 200;

  private CopiedSecrets() {}

  static Secrets in(List<CopiedFile> files) {
    SecretSearch search = new SecretSearch();
    List<CopiedFile> ofThisMachine =
        files.stream().filter(file -> !(file.source() instanceof FileSource.Bytes)).toList();
    try {
      if (!ofThisMachine.isEmpty()) {
        FileEntries.of(ofThisMachine).stream()
            .filter(entry -> entry.kind() == Kind.FILE && entry.size() <= LONGEST)
            .limit(MOST)
            .forEach(entry -> read(entry, search));
      }
    } catch (MayflyException e) {
      // it is gone since it was copied
    }
    return search.found();
  }

  private static void read(FileEntry entry, SecretSearch search) {
    try (InputStream content = entry.content().open()) {
      search.text(new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it is gone since it was copied
    }
  }
}
