package dev.mayfly.runtime;

import dev.mayfly.process.JvmMark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That a session of this JVM takes part in its build: a file that stays locked as long as the JVM
 * lives, and whose time says when it was last seen alive.
 */
final class BuildLease implements AutoCloseable {

  /** What the names of all leases begin with. */
  static final String PREFIX = "lease-";

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");
  private static final long HEARTBEAT_MILLIS = 1_000;

  /** Beyond any content, since some systems let nobody read what is locked. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Path file;
  private final FileChannel channel;
  private final Thread heart;

  private BuildLease(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    this.heart = new Thread(this::beat, "mayfly-lease-" + file.getFileName());
    heart.setDaemon(true);
  }

  /** Takes a lease in a build's folder; to be called under the build's lock. */
  static BuildLease take(Path directory) throws IOException {
    Path file = directory.resolve(PREFIX + UUID.randomUUID() + "." + JvmMark.ofThisProcess());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      touch(channel);
      FileLock lock = channel.lock(LOCKED_BYTE, 1, false);
      BuildLease lease = new BuildLease(file, lock.channel());
      lease.heart.start();
      taken = true;
      return lease;
    } finally {
      if (!taken) {
        channel.close();
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Whether the JVM of a lease lives. A file of this JVM's own is not opened, because closing it
   * would give up the lock.
   */
  static boolean isAlive(Path file) throws IOException {
    if (JvmMark.atEndOf(file).isThisProcess()) {
      return Files.exists(file);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false)) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** When a lease's JVM was last seen alive. */
  static Instant lastSeen(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.EPOCH;
    }
  }

  /** Whether this lease is kept in that file. */
  boolean isIn(Path other) {
    return file.getFileName().equals(other.getFileName());
  }

  /** Through the open channel: a system call that opens and closes the file gives up the lock. */
  private static void touch(FileChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 0);
  }

  private void beat() {
    try {
      while (channel.isOpen()) {
        touch(channel);
        Thread.sleep(HEARTBEAT_MILLIS);
      }
    } catch (IOException e) {
      if (channel.isOpen()) {
        LOG.warn("{} can't be kept up; other JVMs of the build may not see this one", file, e);
      }
    } catch (InterruptedException e) {
      // the lease is given back
    }
  }

  /** Gives the lease back. Closing twice does nothing. */
  @Override
  public void close() {
    heart.interrupt();
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      LOG.warn("Can't give back {}; it counts until this JVM ends", file, e);
    }
  }
}
