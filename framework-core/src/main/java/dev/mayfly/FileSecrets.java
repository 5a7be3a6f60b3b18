package dev.mayfly;

import dev.mayfly.FileSource.Bytes;
import dev.mayfly.secrets.SecretSearch;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds secrets in files whose content a description holds. */
final class FileSecrets {

  /** What is longer is data. */
  private static final int LONGEST = 64 * 1024;

  private FileSecrets() {}

  static void find(List<CopiedFile> files, SecretSearch search) {
    for (CopiedFile file : files) {
      if (file.source() instanceof Bytes bytes) {
        find(bytes, search);
      }
    }
  }

  private static void find(Bytes bytes, SecretSearch search) {
    byte[] content = bytes.content();
    if (bytes.isSecret()) {
      search.marked(List.of(new String(content, StandardCharsets.UTF_8).strip()));
    } else if (content.length <= LONGEST) {
      search.text(new String(content, StandardCharsets.UTF_8));
    }
  }
}
