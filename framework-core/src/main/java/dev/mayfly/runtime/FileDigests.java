package dev.mayfly.runtime;

import dev.mayfly.engine.FileEntry;
import dev.mayfly.process.FolderFiles;
import dev.mayfly.process.OwnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The digests of files by what the file system says of them, so that what has not changed since the
 * last run is not read again. Not thread-safe.
 */
final class FileDigests {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  /** What changed just now may change again without the file system's clock going on. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final Duration LONGEST_MEMORY = Duration.ofDays(30);
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) (.+)");

  private final Path file;
  private final Map<String, String> known;
  private final Map<String, String> seen = new TreeMap<>();

  private FileDigests(Path file, Map<String, String> known) {
    this.file = file;
    this.known = known;
  }

  /**
   * Those that an earlier run has left in a folder.
   *
   * @param of what they are of, such as a context
   */
  static FileDigests in(Path folder, String of) {
    Path file = folder.resolve(Digest.of(of).substring(0, 32));
    Map<String, String> known = new HashMap<>();
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        Matcher parts = LINE.matcher(line);
        if (parts.matches()) {
          known.put(parts.group(2), parts.group(1));
        }
      }
    } catch (IOException e) {
      LOG.debug("{} can't be read", file, e);
    }
    return new FileDigests(file, known);
  }

  /** The digest of a content, which is read unless it is known. */
  String of(FileEntry.Content content) throws IOException {
    Instant now = Instant.now();
    FileEntry.Stamp stamp = content.stamp();
    if (stamp == null) {
      return Digest.of(content.open());
    }
    String before = known.get(stamp.text());
    String digest = before == null ? Digest.of(content.open()) : before;
    if (stamp.changed().isBefore(now.minus(SETTLED))) {
      seen.put(stamp.text(), digest);
    }
    return digest;
  }

  /** Leaves them for the next run; where that can't be, it reads all again. */
  void keep() {
    if (seen.equals(known)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    seen.forEach((stamp, digest) -> text.append(digest).append(' ').append(stamp).append('\n'));
    try {
      OwnFolder.create(file.resolveSibling("").toAbsolutePath());
      Path beside = Files.createTempFile(file.resolveSibling(""), "new", "");
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forgetOld();
    } catch (IOException e) {
      LOG.debug("{} can't be written", file, e);
    }
  }

  private void forgetOld() throws IOException {
    Instant limit = Instant.now().minus(LONGEST_MEMORY);
    for (Path other : FolderFiles.of(file.resolveSibling(""), "*")) {
      if (Files.getLastModifiedTime(other).toInstant().isBefore(limit)) {
        Files.deleteIfExists(other);
      }
    }
  }
}
