package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.process.FolderFiles;
import dev.mayfly.process.JvmMark;
import dev.mayfly.process.OwnFolder;
import dev.mayfly.process.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which snapshots this user's JVMs of this machine have used last, and who of them makes one: files
 * of a folder. Where it can't be used nothing is remembered, and no snapshot made. Thread-safe.
 */
final class SnapshotRecords {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.snapshots");
  private static final String USED = ".used";

  private final Path folder;
  private final Supplier<String> engine;

  /**
   * @param all the folder of all machines' records
   * @param engine what is the same for all JVMs that use the engine that has the images
   */
  SnapshotRecords(Path all, Supplier<String> engine) {
    this.folder = all.resolve(Digest.of(Machine.name()).substring(0, 16));
    this.engine = engine;
  }

  /**
   * Does something unless another one of this machine does it; who comes second does without.
   *
   * @return whether it was this one's turn
   */
  boolean alone(String key, Runnable work) {
    ProcessLock turn;
    try {
      OwnFolder.create(folder.toAbsolutePath()); // who does not wait can't see it made
      turn =
          ProcessLock.take(file(key), "makes a snapshot", Duration.ZERO, BuildFolder.LOCK_ADVICE);
    } catch (MayflyException | IOException e) {
      LOG.debug("Snapshot {} is left to others", key, e);
      return false;
    }
    return turn.holding(() -> doneThenForgotten(key, work));
  }

  /** Who waits for the lock of a file that is gone looks again. */
  private boolean doneThenForgotten(String key, Runnable work) {
    try {
      work.run();
      return true;
    } finally {
      forget(file(key));
    }
  }

  /** A container has started from a snapshot. */
  void used(String key) {
    Path record = record(key);
    try {
      OwnFolder.create(folder.toAbsolutePath());
      if (Files.notExists(record)) {
        Files.createFile(record);
      }
      Files.setLastModifiedTime(record, FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.debug("That {} was used can't be written down", key, e);
    }
  }

  /** When a container started from a snapshot last, if that is known. */
  Optional<Instant> lastUse(String key) {
    try {
      return Optional.of(Files.getLastModifiedTime(record(key)).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Forgets what killed JVMs have left, and snapshots that are not used any more. */
  void forgetBefore(Instant limit) {
    try {
      for (Path gate : FolderFiles.of(folder, "*.*-*")) {
        if (JvmMark.atEndOf(gate).isDead()) {
          Files.deleteIfExists(gate);
        }
      }
      for (Path record : FolderFiles.of(folder, "*" + USED)) {
        if (Files.getLastModifiedTime(record).toInstant().isBefore(limit)) {
          Files.deleteIfExists(record);
        }
      }
    } catch (IOException e) {
      LOG.debug("What is old stays in {}", folder, e);
    }
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} stays", file, e);
    }
  }

  private Path record(String key) {
    Path file = file(key);
    return file.resolveSibling(file.getFileName() + USED);
  }

  private Path file(String key) {
    return folder.resolve(Digest.of(engine.get() + "\n" + key).substring(0, 32));
  }
}
