package dev.mayfly.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Test runs that follow each other and keep snapshots, which are removed at the end.
 *
 * @param name of the container that is kept, no other one's
 * @param folder for what JVMs know of each other
 */
public record SnapshotRuns(String name, Path folder) implements AutoCloseable {

  public static SnapshotRuns in(Path folder) {
    return new SnapshotRuns("kept-" + UUID.randomUUID(), folder);
  }

  /** A run that keeps what it does not find. */
  public Containers open() {
    return Containers.open(settings("on"));
  }

  /** A run that keeps nothing. */
  public Containers openUsing() {
    return Containers.open(settings("use"));
  }

  private Settings settings(String mode) {
    return Settings.of(
        Map.of(
            "mayfly.build.dir",
            folder.toString(),
            "mayfly.snapshots",
            mode,
            "mayfly.report",
            "off",
            "mayfly.timeout.factor",
            "3")); // for a machine with other work
  }

  /** What the engine has of the container. */
  public List<KnownSnapshot> made() {
    try (SessionInventory sessions = SessionInventory.open(settings("on"))) {
      return madeOf(SnapshotInventory.of(sessions.engine(), settings("on")));
    }
  }

  private List<KnownSnapshot> madeOf(SnapshotInventory snapshots) {
    return snapshots.all().stream().filter(one -> one.place().equals(name)).toList();
  }

  @Override
  public void close() {
    try (SessionInventory sessions = SessionInventory.open(settings("on"))) {
      SnapshotInventory snapshots = SnapshotInventory.of(sessions.engine(), settings("on"));
      madeOf(snapshots).forEach(snapshots::remove);
    }
  }
}
