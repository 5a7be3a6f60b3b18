package dev.mayfly.runtime;

import dev.mayfly.ImageName;
import dev.mayfly.MayflyException;
import dev.mayfly.process.JvmMark;
import dev.mayfly.process.ProcessLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When this user's JVMs of this machine pulled which image last, and whose turn it is: files of a
 * folder. Where it can't be used nothing is remembered, and everybody pulls. Thread-safe.
 */
final class PullRecords {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.images");

  /** Who waits longer for another's pull pulls too; engines fetch each layer once. */
  private static final Duration LONGEST_TURN = Duration.ofMinutes(30);

  private static final String PULLED = ".pulled";

  private final Path folder;
  private final Supplier<String> engine;

  /**
   * @param engine the address of the engine that has the images
   */
  PullRecords(Path folder, Supplier<String> engine) {
    this.folder = folder;
    this.engine = engine;
  }

  /** Does something while nobody else pulls that image. */
  <T> T alone(ImageName name, @Nullable String platform, Supplier<T> work) {
    ProcessLock turn;
    try {
      turn =
          ProcessLock.take(
              file(name, platform), "pulls " + name, LONGEST_TURN, BuildRegistry.LOCK_ADVICE);
    } catch (MayflyException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      LOG.debug("{} is pulled without a look at who else does", name, e);
      return work.get();
    }
    return turn.holding(work);
  }

  /** When an image was pulled last, if that is known. */
  Optional<Instant> last(ImageName name, @Nullable String platform) {
    try {
      return Optional.of(Instant.parse(Files.readString(record(name, platform)).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | DateTimeException e) {
      LOG.debug("When {} was pulled can't be read", name, e);
      return Optional.empty();
    }
  }

  /** An image was pulled just now. */
  void pulled(ImageName name, @Nullable String platform) {
    try {
      Files.writeString(record(name, platform), Instant.now().toString());
      forgetDead();
    } catch (IOException e) {
      LOG.debug("When {} was pulled can't be written down", name, e);
    }
  }

  /** What JVMs that were killed while they pulled have left. */
  private void forgetDead() throws IOException {
    try (DirectoryStream<Path> gates = Files.newDirectoryStream(folder, "*.*-*")) {
      for (Path gate : gates) {
        if (JvmMark.atEndOf(gate).isDead()) {
          Files.deleteIfExists(gate);
        }
      }
    }
  }

  private Path record(ImageName name, @Nullable String platform) {
    Path file = file(name, platform);
    return file.resolveSibling(file.getFileName() + PULLED);
  }

  private Path file(ImageName name, @Nullable String platform) {
    String key = String.join("\n", engine.get(), name.canonical(), String.valueOf(platform));
    return folder.resolve(Digest.of(key).substring(0, 32));
  }
}
