package dev.mayfly.runtime;

import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.process.FolderFiles;
import dev.mayfly.process.JvmMark;
import dev.mayfly.process.OwnFolder;
import dev.mayfly.process.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When this user's JVMs of this machine did something with an image last, and whose turn it is:
 * files of a folder, which is the machine's own, since others may see it too. Where it can't be
 * used nothing is remembered, and everybody does it. Thread-safe.
 */
final class ImageRecords {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  /** Who waits longer for another does it too; engines fetch each layer once. */
  private static final Duration LONGEST_TURN = Duration.ofMinutes(30);

  /** How long it is of use to know when an image was pulled. */
  static final Duration USUAL_MEMORY = Duration.ofDays(30);

  private static final String LAST = ".last";

  private final Path all;
  private final Path folder;
  private final String verb;
  private final Duration memory;
  private final Supplier<String> engine;

  /**
   * @param all the folder of all machines' records
   * @param verb what is done with images, as in "process 12, which pulls redis:7"
   * @param memory what is older is forgotten, and with it machines that did nothing since
   * @param engine what is the same for all JVMs that use the engine that has the images
   */
  ImageRecords(Path all, String verb, Duration memory, Supplier<String> engine) {
    this.all = all;
    this.verb = verb;
    this.memory = memory;
    this.folder = all.resolve(Digest.of(Machine.name()).substring(0, 16));
    this.engine = engine;
  }

  /** Does it while nobody else does it with that image. */
  <T> T alone(ImageName name, @Nullable String platform, Supplier<T> work) {
    ProcessLock turn;
    try {
      turn =
          ProcessLock.take(
              file(name, platform), verb + " " + name, LONGEST_TURN, BuildFolder.LOCK_ADVICE);
    } catch (MayflyException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      LOG.debug("Nobody can see who else {} {}", verb, name, e);
      return work.get();
    }
    T done = turn.holding(work);
    forgetOld();
    return done;
  }

  /** When it was done last with an image, if that is known. */
  Optional<Instant> last(ImageName name, @Nullable String platform) {
    try {
      return Optional.of(Instant.parse(Files.readString(record(name, platform)).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | DateTimeException e) {
      LOG.debug("Who {} {}, and when, can't be read", verb, name, e);
      return Optional.empty();
    }
  }

  /** It was done with an image just now. */
  void now(ImageName name, @Nullable String platform) {
    Instant now = Instant.now();
    try {
      OwnFolder.create(folder.toAbsolutePath());
      Files.writeString(record(name, platform), now.toString());
      Files.setLastModifiedTime(folder, FileTime.from(now));
    } catch (IOException e) {
      LOG.debug("Who {} {}, and when, can't be written down", verb, name, e);
    }
  }

  /** What killed JVMs have left, what is too old to be of use, and machines that have gone. */
  private void forgetOld() {
    try {
      for (Path gate : FolderFiles.of(folder, "*.*-*")) {
        if (JvmMark.atEndOf(gate).isDead()) {
          Files.deleteIfExists(gate);
        }
      }
      for (Path record : FolderFiles.of(folder, "*" + LAST)) {
        if (isOld(record)) {
          forget(record);
        }
      }
      for (Path machine : FolderFiles.of(all, "*")) {
        if (Files.isDirectory(machine) && isOld(machine)) {
          delete(FolderFiles.of(machine, "*"));
          delete(List.of(machine));
        }
      }
    } catch (IOException | MayflyException e) {
      LOG.debug("What is old stays in {}", all, e);
    }
  }

  /** Unless it is somebody's turn just now. */
  private void forget(Path record) {
    String name = record.getFileName().toString();
    Path turn = folder.resolve(name.substring(0, name.length() - LAST.length()));
    ProcessLock.take(turn, "forgets what is old", Duration.ZERO, BuildFolder.LOCK_ADVICE)
        .holding(() -> isOld(record) && delete(List.of(record, turn)));
  }

  /** A folder is as old as what was done in it last. */
  private boolean isOld(Path file) {
    try {
      Instant limit = Instant.now().minus(memory);
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean delete(List<Path> files) {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException e) {
      LOG.debug("Can't remove one of {}", files, e);
      return false;
    }
  }

  private Path record(ImageName name, @Nullable String platform) {
    Path file = file(name, platform);
    return file.resolveSibling(file.getFileName() + LAST);
  }

  private Path file(ImageName name, @Nullable String platform) {
    String key = String.join("\n", engine.get(), name.canonical(), String.valueOf(platform));
    return folder.resolve(Digest.of(key).substring(0, 32));
  }
}
