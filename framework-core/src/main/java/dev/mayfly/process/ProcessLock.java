package dev.mayfly.process;

import dev.mayfly.MayflyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that one thread of one JVM holds at a time, among all JVMs that see its file. The kernel
 * gives it back when its JVM ends, however it ends.
 *
 * <p>A file's lock belongs to a process, and closing any channel on the file gives it up. So the
 * threads of one JVM first take turns by a file beside it, the gate, which only one of them can
 * create, and only who has the gate opens the lock's file. Waiting can be interrupted.
 */
public final class ProcessLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");
  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path gate;
  private final FileChannel channel;

  private ProcessLock(Path gate, FileChannel channel) {
    this.gate = gate;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file is created if need be, as is its folder
   * @param work what is done under it, in words that complete "process 12, which …"
   * @param advice what to do where the file can't be locked at all, as sentences
   * @throws MayflyException if others hold it for longer than {@code limit}; the message names them
   */
  public static ProcessLock take(Path file, String work, Duration limit, String advice) {
    long begin = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    boolean told = false;
    while (true) {
      ProcessLock taken = attempt(file, work, advice);
      if (taken != null) {
        return taken;
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - begin);
      if (waited.compareTo(limit) >= 0) {
        throw new MayflyException(
            "Waited "
                + limit.toMillis()
                + " ms for "
                + holders(file)
                + ", to begin what "
                + work
                + ". Look at that process; if it hangs, end it.");
      }
      if (!told && waited.compareTo(PATIENCE) >= 0) {
        told = true;
        LOG.info("Waiting for {}", holders(file));
      }
      sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  private static @Nullable ProcessLock attempt(Path file, String work, String advice) {
    try {
      return attempt(file, work);
    } catch (IOException e) {
      throw new MayflyException("Can't lock " + file + " (" + e + "). " + advice, e);
    }
  }

  private static @Nullable ProcessLock attempt(Path file, String work) throws IOException {
    Path gate = file.resolveSibling(file.getFileName() + "." + JvmMark.ofThisProcess());
    try {
      Files.createFile(gate);
    } catch (FileAlreadyExistsException e) {
      return null;
    } catch (NoSuchFileException e) {
      // the last JVM to leave a build has removed it
      OwnFolder.create(gate.resolveSibling("").toAbsolutePath());
      return null;
    }
    ProcessLock taken = null;
    try {
      taken = lock(file, gate);
      if (taken != null) {
        Files.writeString(gate, work, StandardCharsets.UTF_8);
      }
      return taken;
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      taken = closed(taken);
      throw e;
    } finally {
      if (taken == null) {
        forget(gate);
      }
    }
  }

  private static @Nullable ProcessLock closed(@Nullable ProcessLock taken) {
    if (taken != null) {
      taken.release();
    }
    return null;
  }

  /** A file that was removed and made anew meanwhile is another one, and its lock no good. */
  private static @Nullable ProcessLock lock(Path file, Path gate) throws IOException {
    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    Object known = identity(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      taken = lock != null && known != null && Objects.equals(known, identity(file));
      return taken ? new ProcessLock(gate, channel) : null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** What tells a file from the next one of its name; null if there is none. */
  private static @Nullable Object identity(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? file : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Who holds the lock now, as far as can be seen. */
  private static String holders(Path file) {
    List<String> holders = new ArrayList<>();
    try (DirectoryStream<Path> gates =
        Files.newDirectoryStream(file.getParent(), file.getFileName() + ".*")) {
      for (Path gate : gates) {
        JvmMark jvm = JvmMark.atEndOf(gate);
        String work = Files.readString(gate, StandardCharsets.UTF_8);
        if (!work.isEmpty() && !jvm.isDead()) {
          holders.add("process " + jvm.pid() + ", which " + work);
        }
      }
    } catch (IOException e) {
      LOG.debug("Can't see who holds {}", file, e);
    }
    return holders.isEmpty() ? "another process, which holds " + file : String.join("; ", holders);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("Interrupted while waiting for another process's start.", e);
    }
  }

  private static void forget(Path gate) {
    try {
      Files.deleteIfExists(gate);
    } catch (IOException e) {
      LOG.warn("Can't remove {}: this JVM will wait in vain for its lock", gate, e);
    }
  }

  /** Does something and gives the lock back. */
  public <T extends @Nullable Object> T holding(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      close();
    }
  }

  private void release() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("Closing gives the lock back all the same", e);
    }
  }

  @Override
  public void close() {
    release();
    forget(gate);
  }
}
