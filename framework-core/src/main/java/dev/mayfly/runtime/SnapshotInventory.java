package dev.mayfly.runtime;

import dev.mayfly.ImageName;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.EngineResource;
import dev.mayfly.engine.EngineResource.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The snapshots that an engine has, for people and tools that look after one. It changes nothing
 * unless it is told to. Thread-safe.
 */
public final class SnapshotInventory {

  private final ContainerEngine engine;
  private final SnapshotStore store;
  private final SnapshotRecords records;

  private SnapshotInventory(ContainerEngine engine, Settings settings) {
    this.engine = engine;
    this.store = new SnapshotStore(engine);
    this.records =
        new SnapshotRecords(BuildPlace.folder(settings).resolve("snapshots"), engine::identity);
  }

  /** Of an engine, which is left open. */
  public static SnapshotInventory of(ContainerEngine engine, Settings settings) {
    return new SnapshotInventory(engine, settings);
  }

  /**
   * All that are there, those that were of use last before others.
   *
   * @throws EngineException if the engine does not answer
   */
  public List<KnownSnapshot> all() {
    return store.all().stream()
        .map(this::known)
        .sorted(Comparator.comparing(KnownSnapshot::lastOfUse).reversed())
        .toList();
  }

  private KnownSnapshot known(EngineResource image) {
    Map<String, String> labels = image.labels();
    String key = labels.getOrDefault(SnapshotStore.KEY_LABEL, "");
    String parent = labels.getOrDefault(SnapshotStore.PARENT_LABEL, "");
    return new KnownSnapshot(
        key,
        image.id(),
        labels.getOrDefault(SnapshotStore.IMAGE_LABEL, ""),
        labels.getOrDefault(Session.PLACE_LABEL, ""),
        image.created(),
        records.lastUse(key).orElse(null),
        store.ownBytes(ImageName.parse(image.id()), parent));
  }

  /**
   * Removes one; the next run that wants it makes it anew.
   *
   * @throws EngineException if the engine does not, as while a container of it runs
   */
  public void remove(KnownSnapshot snapshot) {
    engine.remove(Kind.IMAGE, snapshot.imageId());
  }

  SnapshotStore store() {
    return store;
  }

  SnapshotRecords records() {
    return records;
  }
}
