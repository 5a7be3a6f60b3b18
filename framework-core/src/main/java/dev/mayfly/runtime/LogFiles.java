package dev.mayfly.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with a file for each container's log: {@code db.log}, and {@code db-2.log} for the next
 * one of that name. What earlier runs left is replaced; no two JVMs write to one file. Thread-safe.
 */
final class LogFiles {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.logs");
  private static final int MOST = 100_000;

  private final Path folder;
  private final Set<Path> taken = ConcurrentHashMap.newKeySet();
  private final Map<String, Path> paths = new ConcurrentHashMap<>();

  LogFiles(Path folder) {
    this.folder = folder;
  }

  /** The file of a container, the same again after a restart; nothing if it can't be written. */
  Optional<LogFile> open(String containerId, String alias) {
    try {
      Files.createDirectories(folder);
      Path known = paths.get(containerId);
      if (known != null) {
        return Optional.of(new LogFile(known, append(known)));
      }
      LogFile file = claim(alias.replaceAll("[^a-zA-Z0-9_-]", "-"));
      paths.put(containerId, file.path());
      return Optional.of(file);
    } catch (IOException e) {
      LOG.warn("Can't write the log of {} to {}: {}", alias, folder, e.toString());
      return Optional.empty();
    }
  }

  private LogFile claim(String name) throws IOException {
    for (int number = 1; number < MOST; number++) {
      Path path = folder.resolve(name + (number == 1 ? "" : "-" + number) + ".log");
      if (taken.add(path)) {
        FileChannel channel = append(path);
        if (isLocked(channel)) {
          channel.truncate(0);
          return new LogFile(path, channel);
        }
        channel.close();
      }
    }
    throw new IOException("too many files are called " + name);
  }

  /**
   * Whether it is this channel's now, and neither another JVM's nor another session's of this one.
   */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** A line that comes late, of before a restart, must not replace one of after it. */
  private static FileChannel append(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
