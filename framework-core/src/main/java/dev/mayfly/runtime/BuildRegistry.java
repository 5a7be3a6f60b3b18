package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.process.FolderFiles;
import dev.mayfly.process.ProcessLock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the JVMs of a build know of each other: a folder with the build's session, a lease for each
 * JVM, and a mark for each container that is ready.
 *
 * <p>The session lives as long as a lease does, and for the linger time after the last one. Who
 * joins or leaves does it under the build's lock; who starts a container does it under that
 * container's lock.
 */
final class BuildRegistry {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");
  private static final String BUILD_LOCK = "build.lock";
  private static final String SESSION = "session";
  private static final String UNTIL = "until";
  private static final String LINGER = "linger";
  private static final String FOLDER = "[0-9a-f]{16}";

  /** By then whoever watches a build has removed what it had. */
  private static final Duration LONG_AGO = Duration.ofMinutes(5);

  private static final Duration SHORT_WORK = Duration.ofSeconds(30);

  /** What to do where a lock of those that JVMs share by can't be taken. */
  static final String LOCK_ADVICE =
      "By such locks the JVMs of a build share containers. Set mayfly.build.dir to a folder of a"
          + " local file system that you can write.";

  private final Path directory;

  BuildRegistry(Path directory) {
    this.directory = directory;
  }

  /**
   * A session that was joined.
   *
   * @param id of the session
   * @param linger how long it lives on after its last JVM; all its JVMs keep to that of the first
   * @param lease of this JVM
   */
  record Joined(String id, Duration linger, BuildLease lease) {}

  /** Joins the build's session; begins one if there is none that lives. */
  Joined join(BuildPlace place, Duration linger) {
    return locked(
        "joins the build",
        () -> {
          RegistryEntry entry = living().orElseGet(() -> fresh(place, linger));
          BuildLease lease = BuildLease.take(directory);
          forgetDead();
          return new Joined(entry.get(SESSION), Duration.ofMillis(entry.number(LINGER)), lease);
        });
  }

  private Optional<RegistryEntry> living() throws IOException {
    Optional<RegistryEntry> entry = RegistryEntry.read(sessionFile());
    return entry.isPresent() && isAlive(entry.get()) ? entry : Optional.empty();
  }

  private boolean isAlive(RegistryEntry entry) throws IOException {
    Instant last = Instant.ofEpochMilli(entry.number(UNTIL));
    for (Path lease : leases()) {
      if (BuildLease.isAlive(lease)) {
        return true;
      }
      Instant end = BuildLease.lastSeen(lease).plusMillis(entry.number(LINGER));
      last = end.isAfter(last) ? end : last;
    }
    return Instant.now().isBefore(last);
  }

  private RegistryEntry fresh(BuildPlace place, Duration linger) {
    try {
      forgetAll();
      RegistryEntry entry =
          new RegistryEntry(java.util.Map.of())
              .with(SESSION, Session.randomBuildId())
              .with(LINGER, linger.toMillis())
              .with("build", place.name());
      entry.write(sessionFile());
      return entry;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Leaves the session.
   *
   * @param lingers whether somebody will remove everything when the linger time is over
   * @param removal removes everything at once; runs if this JVM is the last and nobody else will
   * @return whether it was the last one and has removed everything
   */
  boolean leave(Joined joined, boolean lingers, Runnable removal) {
    try {
      boolean removed = locked("leaves the build", () -> leaveUnderLock(joined, lingers, removal));
      if (removed) {
        forgetFolder();
      }
      return removed;
    } finally {
      joined.lease().close();
    }
  }

  private boolean leaveUnderLock(Joined joined, boolean lingers, Runnable removal)
      throws IOException {
    Optional<RegistryEntry> entry = RegistryEntry.read(sessionFile());
    boolean known = entry.isPresent() && entry.get().get(SESSION).equals(joined.id());
    if (!known || isSharedWithout(joined.lease())) {
      return false;
    }
    if (lingers) {
      Instant until = Instant.now().plus(joined.linger());
      entry.get().with(UNTIL, until.toEpochMilli()).write(sessionFile());
      joined.lease().close();
      return false;
    }
    joined.lease().close();
    removal.run();
    forgetAll();
    forgetLock();
    return true;
  }

  /** Removes a session that has come to its end, with {@code removal}; for those who watch it. */
  void end(String session, Runnable removal) {
    if (!Files.isDirectory(directory)) {
      removal.run(); // the last JVM has removed the folder, and all that it knew of
    } else if (locked("removes what the build left", () -> endUnderLock(session, removal))) {
      forgetFolder();
    }
  }

  private boolean endUnderLock(String session, Runnable removal) throws IOException {
    Optional<RegistryEntry> entry = RegistryEntry.read(sessionFile());
    boolean others = entry.isPresent() && !entry.get().get(SESSION).equals(session);
    if (entry.isPresent() && !others && isAlive(entry.get())) {
      return false;
    }
    removal.run();
    if (others) {
      return false;
    }
    forgetAll();
    forgetLock();
    return true;
  }

  /** Comes last: whoever makes the file anew has the lock, although this JVM has one too. */
  private void forgetLock() {
    try {
      Files.deleteIfExists(buildLockFile());
    } catch (IOException e) {
      LOG.debug("This system keeps a file that is open", e);
    }
  }

  /** Stays if another JVM has begun to use it again. */
  private void forgetFolder() {
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      LOG.debug("{} is in use again", directory, e);
    }
  }

  /** Whether a session is certain to have come to its end. Takes no lock. */
  boolean hasEnded(String session, Duration margin) {
    try {
      Optional<RegistryEntry> entry = RegistryEntry.read(sessionFile());
      if (entry.isPresent() && !entry.get().get(SESSION).equals(session)) {
        return true;
      }
      long linger = entry.map(known -> known.number(LINGER)).orElse(0L) + margin.toMillis();
      long until = entry.map(known -> known.number(UNTIL)).orElse(0L) + margin.toMillis();
      return !isAlive(
          new RegistryEntry(java.util.Map.of()).with(LINGER, linger).with(UNTIL, until));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether somebody else has a lease. */
  boolean isSharedWithout(BuildLease own) {
    try {
      for (Path lease : leases()) {
        if (!own.isIn(lease) && BuildLease.isAlive(lease)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private <T> T locked(String what, Work<T> work) {
    ProcessLock lock = ProcessLock.take(buildLockFile(), what, SHORT_WORK, LOCK_ADVICE);
    return lock.holding(
        () -> {
          try {
            return work.run();
          } catch (IOException e) {
            throw unusable(e);
          }
        });
  }

  /** Something that reads and writes the folder's files. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private Path buildLockFile() {
    return directory.resolve(BUILD_LOCK);
  }

  /** The lock of one container or network; held while it is started or looked at. */
  ProcessLock lock(String key, String work, Duration limit) {
    return ProcessLock.take(directory.resolve(key + ".lock"), work, limit, LOCK_ADVICE);
  }

  /** What was written down under a name, such as that a container is ready. */
  Optional<RegistryEntry> entry(String name) {
    try {
      return RegistryEntry.read(directory.resolve(name));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Writes something down; to be called under the lock of what it is about. */
  void write(String name, RegistryEntry entry) {
    try {
      entry.write(directory.resolve(name));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Forgets what was written down; to be called under the lock of what it is about. */
  void forget(String name) {
    try {
      Files.deleteIfExists(directory.resolve(name));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Path sessionFile() {
    return directory.resolve(SESSION);
  }

  private List<Path> leases() throws IOException {
    return FolderFiles.of(directory, BuildLease.PREFIX + "*");
  }

  /**
   * Removes the folders beside this one that builds have left whose containers somebody else
   * removed, at the end of their linger time or after their JVMs were killed.
   */
  void forgetEndedBuilds() {
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(directory.resolveSibling(""), Files::isDirectory)) {
      for (Path folder : all) {
        if (!folder.equals(directory) && folder.getFileName().toString().matches(FOLDER)) {
          new BuildRegistry(folder).forgetIfEnded();
        }
      }
    } catch (IOException | DirectoryIteratorException | MayflyException e) {
      LOG.debug("Builds that have ended can't be forgotten", e);
    }
  }

  private void forgetIfEnded() throws IOException {
    Optional<RegistryEntry> entry = RegistryEntry.read(sessionFile());
    if (entry.isPresent() && hasEnded(entry.get().get(SESSION), LONG_AGO)) {
      end(entry.get().get(SESSION), () -> {});
    }
  }

  private void forgetDead() throws IOException {
    for (Path lease : leases()) {
      if (!BuildLease.isAlive(lease)) {
        Files.deleteIfExists(lease);
      }
    }
  }

  /** All files but the build's own lock, under which this is done. */
  private void forgetAll() throws IOException {
    for (Path file : FolderFiles.of(directory, "*")) {
      if (!file.getFileName().toString().startsWith(BUILD_LOCK)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private MayflyException unusable(IOException e) {
    return new MayflyException(
        "Can't read or write "
            + directory
            + " ("
            + e
            + "), by which the JVMs of a build share containers. See to it that there is room and"
            + " that you can write it, or set mayfly.build.dir to another folder.",
        e);
  }
}
