package dev.mayfly.runtime;

import dev.mayfly.engine.EngineResource;
import dev.mayfly.process.FolderFiles;
import dev.mayfly.process.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the JVMs of a build know of each other: a folder with the build's session, and a lease for
 * each JVM.
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
  private static final String RUN = "run";
  private static final String REUSED = "reused";

  /** How far clocks may be set back before what was written down by them does not count. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final Duration SHORT_WORK = Duration.ofSeconds(30);

  private final Path directory;
  private final BuildFolder folder;
  private final BuildLeases leases;

  BuildRegistry(Path directory) {
    this.directory = directory;
    this.leases = new BuildLeases(directory);
    this.folder = new BuildFolder(directory);
  }

  /** Where its JVMs write down what they have made. */
  BuildFolder folder() {
    return folder;
  }

  /**
   * A session that was joined.
   *
   * @param id of the session
   * @param run from the JVM that finds no other there to the last one that leaves
   * @param linger how long it lives on after its last JVM; all JVMs of a run keep to that of the
   *     first
   * @param lease of this JVM
   */
  record Joined(String id, String run, Duration linger, BuildLease lease) {}

  /** Joins the build's session, and its run; begins either if there is none that lives. */
  Joined join(BuildPlace place, Duration linger) {
    return locked(
        "joins the build",
        () -> {
          RegistryEntry entry = living().orElseGet(() -> fresh(place));
          if (!leases.anyIsAlive() || entry.get(RUN).isEmpty()) {
            entry = newRun(entry, linger);
          }
          BuildLease lease = BuildLease.take(directory);
          leases.forgetDead();
          Duration lingers = Duration.ofMillis(entry.number(LINGER));
          return new Joined(entry.get(SESSION), entry.get(RUN), lingers, lease);
        });
  }

  private RegistryEntry newRun(RegistryEntry entry, Duration linger) throws IOException {
    RegistryEntry run =
        entry
            .with(RUN, UUID.randomUUID())
            .with(LINGER, linger.toMillis())
            .with(UNTIL, Instant.now().toEpochMilli());
    run.write(sessionFile());
    return run;
  }

  private Optional<RegistryEntry> living() throws IOException {
    Optional<RegistryEntry> entry = RegistryEntry.read(sessionFile());
    return entry.isPresent() && isAlive(entry.get()) ? entry : Optional.empty();
  }

  private boolean isAlive(RegistryEntry entry) throws IOException {
    return leases.anyIsAlive() || !isOver(end(entry), entry);
  }

  /** When a session that nobody has a lease on is over. */
  private Instant end(RegistryEntry entry) throws IOException {
    Duration linger = Duration.ofMillis(entry.number(LINGER));
    return leases.end(Instant.ofEpochMilli(entry.number(UNTIL)), linger);
  }

  /** An end that is farther away than any can be was told by a clock that has been set back. */
  private static boolean isOver(Instant end, RegistryEntry entry) {
    Instant now = Instant.now();
    return !now.isBefore(end) || end.isAfter(now.plusMillis(entry.number(LINGER)).plus(CLOCKS));
  }

  /**
   * Until when what a session has waits for somebody to join it; empty while somebody takes part in
   * it, and when it is over. Takes no lock.
   */
  Optional<Instant> idleUntil(String session) {
    try {
      Optional<RegistryEntry> entry = RegistryEntry.read(sessionFile());
      if (entry.isEmpty() || !entry.get().get(SESSION).equals(session) || leases.anyIsAlive()) {
        return Optional.empty();
      }
      Instant end = end(entry.get());
      return isOver(end, entry.get()) ? Optional.empty() : Optional.of(end);
    } catch (IOException e) {
      LOG.debug("Can't see whether {} is in use", directory, e);
      return Optional.empty();
    }
  }

  /** Whether what it has stays for later runs. */
  boolean isReused() {
    return folder.entry(SESSION).filter(entry -> entry.get(REUSED).equals("true")).isPresent();
  }

  /** Whether something on the engine is of its present session. */
  boolean isOf(EngineResource resource) {
    String session = resource.labels().getOrDefault(Session.SESSION_LABEL, "");
    return folder.entry(SESSION).filter(known -> known.get(SESSION).equals(session)).isPresent();
  }

  /** Whether a container that was marked so is not used by the run that goes on, if any does. */
  boolean isIdle(ReadyMark mark) {
    try {
      String run = RegistryEntry.read(sessionFile()).map(entry -> entry.get(RUN)).orElse("");
      return !mark.run().equals(run) || !leases.anyIsAlive();
    } catch (IOException e) {
      throw folder.unusable(e);
    }
  }

  private RegistryEntry fresh(BuildPlace place) {
    try {
      forgetAll();
      return new RegistryEntry(Map.of())
          .with(SESSION, Session.randomBuildId())
          .with("build", place.name())
          .with(REUSED, place.isReused());
    } catch (IOException e) {
      throw folder.unusable(e);
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
      joined.lease().close(); // under the lock: of two that leave at once the second is the last
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

  /**
   * Ends a session that nobody takes part in, so that nobody joins it any more; what it has is left
   * to the caller.
   *
   * @return whether it has ended, now or before; false if somebody has joined it meanwhile
   */
  boolean retire(String session) {
    if (!Files.isDirectory(directory)) {
      return true;
    }
    boolean isEnded = locked("ends what waits for a next run", () -> retireUnderLock(session));
    if (isEnded) {
      forgetFolder();
    }
    return isEnded;
  }

  private boolean retireUnderLock(String session) throws IOException {
    Optional<RegistryEntry> entry = RegistryEntry.read(sessionFile());
    if (entry.filter(known -> known.get(SESSION).equals(session)).isEmpty()) {
      return true;
    }
    if (leases.anyIsAlive()) {
      return false;
    }
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
      return !isAlive(new RegistryEntry(Map.of()).with(LINGER, linger).with(UNTIL, until));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether somebody else has a lease. */
  boolean isSharedWithout(BuildLease own) {
    try {
      return leases.anyIsAliveBut(own);
    } catch (IOException e) {
      throw folder.unusable(e);
    }
  }

  private <T> T locked(String what, Work<T> work) {
    ProcessLock lock = ProcessLock.take(buildLockFile(), what, SHORT_WORK, BuildFolder.LOCK_ADVICE);
    return lock.holding(
        () -> {
          try {
            return work.run();
          } catch (IOException e) {
            throw folder.unusable(e);
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

  private Path sessionFile() {
    return directory.resolve(SESSION);
  }

  /** Forgets a session that has come to its end so long ago that all it had is removed. */
  void forgetIfEnded(Duration longAgo) throws IOException {
    Optional<RegistryEntry> entry = RegistryEntry.read(sessionFile());
    if (entry.isPresent() && hasEnded(entry.get().get(SESSION), longAgo)) {
      end(entry.get().get(SESSION), () -> {});
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
}
