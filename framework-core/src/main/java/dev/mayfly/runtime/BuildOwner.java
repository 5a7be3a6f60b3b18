package dev.mayfly.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A build as the owner of containers: they live as long as its session in a folder of this machine,
 * whatever becomes of the JVM that started them.
 *
 * @param machine as this JVM sees processes and files
 * @param session the session's id
 * @param directory the build's folder
 */
record BuildOwner(String machine, String session, Path directory) {

  private static final String PREFIX = "build ";

  /** By then the session's own reaper has looked after it. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  static BuildOwner here(String session, Path directory) {
    return new BuildOwner(Machine.nameWithFiles(), session, directory);
  }

  /** What an owner label names, if that is a build whose folder can be seen from here. */
  static Optional<BuildOwner> here(String label) {
    String[] parts = label.split(" ", 4);
    boolean isHere =
        label.startsWith(PREFIX) && parts.length == 4 && parts[1].equals(Machine.nameWithFiles());
    return isHere
        ? Optional.of(new BuildOwner(parts[1], parts[2], Path.of(parts[3])))
        : Optional.empty();
  }

  /** Whether an owner label names a build whose folder can be seen from here. */
  static boolean isHere(String label) {
    return here(label).isPresent();
  }

  /** Whether an owner label names a build that has certainly come to its end. */
  static boolean isDead(String label) {
    return here(label)
        .filter(owner -> new BuildRegistry(owner.directory).hasEnded(owner.session, MARGIN))
        .isPresent();
  }

  /** Until when a build of an owner label waits for its next run, if it does. */
  static Optional<Instant> idleUntil(String label) {
    return here(label)
        .flatMap(owner -> new BuildRegistry(owner.directory).idleUntil(owner.session));
  }

  /**
   * Lets nobody join the build of an owner label any more; false if somebody has.
   *
   * @throws dev.mayfly.MayflyException if its folder can't be locked or written
   */
  static boolean retire(String label) {
    return here(label)
        .filter(owner -> new BuildRegistry(owner.directory).retire(owner.session))
        .isPresent();
  }

  /** The owner label's value. */
  @Override
  public String toString() {
    return PREFIX + machine + " " + session + " " + directory;
  }
}
