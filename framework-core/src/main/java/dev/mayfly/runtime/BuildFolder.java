package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.process.FolderFiles;
import dev.mayfly.process.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The folder in which the JVMs of a build take turns at its containers, networks and names, and
 * write down what they have made.
 *
 * @param path where it is; it need not exist
 */
record BuildFolder(Path path) {

  private static final String READY = ".ready";

  /** What to do where a lock of those that JVMs share by can't be taken. */
  static final String LOCK_ADVICE =
      "By such locks the JVMs of a build share containers. Set mayfly.build.dir to a folder of a"
          + " local file system that you can write.";

  /** The lock of one container, network or name; held while it is started or looked at. */
  ProcessLock lock(String key, String work, Duration limit) {
    return ProcessLock.take(path.resolve(key + ".lock"), work, limit, LOCK_ADVICE);
  }

  /** What was written down under a name. */
  Optional<RegistryEntry> entry(String name) {
    try {
      return RegistryEntry.read(path.resolve(name));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Writes something down; to be called under the lock of what it is about. */
  void write(String name, RegistryEntry entry) {
    try {
      entry.write(path.resolve(name));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Forgets what was written down; to be called under the lock of what it is about. */
  void forget(String name) {
    try {
      Files.deleteIfExists(path.resolve(name));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** What is told of the container of a key, if it has been ready. */
  Optional<ReadyMark> ready(String key) {
    return entry(key + READY).map(ReadyMark::new);
  }

  /** Tells of the container of a key; to be called under its lock. */
  void ready(String key, ReadyMark mark) {
    write(key + READY, mark.entry());
  }

  /** The container of a key is no more; to be called under its lock. */
  void gone(String key) {
    forget(key + READY);
  }

  /** What is told of all that have been ready, by their keys. */
  Map<String, ReadyMark> allReady() {
    try {
      Map<String, ReadyMark> all = new TreeMap<>();
      for (Path file : FolderFiles.of(path, "*" + READY)) {
        String name = file.getFileName().toString();
        String key = name.substring(0, name.length() - READY.length());
        ready(key).ifPresent(mark -> all.put(key, mark));
      }
      return all;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  MayflyException unusable(IOException e) {
    return new MayflyException(
        "Can't read or write "
            + path
            + " ("
            + e
            + "), by which the JVMs of a build share containers. See to it that there is room and"
            + " that you can write it, or set mayfly.build.dir to another folder.",
        e);
  }
}
