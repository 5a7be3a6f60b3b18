package dev.mayfly.runtime;

import dev.mayfly.process.FolderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who takes part in a build: the leases in its folder, of JVMs that live and of dead ones. */
record BuildLeases(Path directory) {

  private List<Path> all() throws IOException {
    return FolderFiles.of(directory, BuildLease.PREFIX + "*");
  }

  /** Whether anybody takes part. */
  boolean anyIsAlive() throws IOException {
    for (Path lease : all()) {
      if (BuildLease.isAlive(lease)) {
        return true;
      }
    }
    return false;
  }

  /** Whether anybody else does. */
  boolean anyIsAliveBut(BuildLease own) throws IOException {
    for (Path lease : all()) {
      if (!own.isIn(lease) && BuildLease.isAlive(lease)) {
        return true;
      }
    }
    return false;
  }

  /** The later of an end and of when the last of them was seen and as long again has passed. */
  Instant end(Instant told, Duration linger) throws IOException {
    Instant last = told;
    for (Path lease : all()) {
      Instant end = BuildLease.lastSeen(lease).plus(linger);
      last = end.isAfter(last) ? end : last;
    }
    return last;
  }

  /** Removes those of JVMs that were killed. */
  void forgetDead() throws IOException {
    for (Path lease : all()) {
      if (!BuildLease.isAlive(lease)) {
        Files.deleteIfExists(lease);
      }
    }
  }
}
