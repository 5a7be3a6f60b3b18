package dev.mayfly.runtime;

import dev.mayfly.ContainerStartException;
import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.Capability;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.secrets.KnownSecrets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets containers start from states that earlier runs have kept, and keeps those that were not
 * there for the next run. Thread-safe.
 */
final class Snapshots {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.snapshots");

  /** Counts among what makes states equal: raised when Mayfly makes them otherwise. */
  private static final String FORMAT = "1";

  /** Where a start fails if what it starts from is no good. */
  private static final Set<Phase> OF_THE_IMAGE = Set.of(Phase.CREATE, Phase.START, Phase.READY);

  private final ContainerEngine engine;
  private final Settings settings;
  private final KnownSecrets secrets;
  private final SnapshotInventory inventory;
  private final SnapshotStore store;
  private final Map<String, Wish> wishes = new ConcurrentHashMap<>();
  private final Set<String> distrusted = ConcurrentHashMap.newKeySet();
  private final boolean areMade;

  Snapshots(SessionParts parts) {
    this.engine = parts.engine();
    this.settings = parts.settings();
    this.secrets = parts.journal().secrets();
    this.inventory = SnapshotInventory.of(engine, settings);
    this.store = inventory.store();
    this.areMade = settings.makesSnapshots() && engine.capabilities().contains(Capability.COMMIT);
  }

  /** A state that was not there. */
  private record Wish(StartRequest request, SnapshotUse use) {}

  /**
   * The image to make a container of: the snapshot of its state, if the engine has it.
   *
   * @param declared what its description names
   * @throws dev.mayfly.DeclarationException if it can't be told what its state is made of
   */
  FoundImage imageOf(Start start, FoundImage declared) {
    StartRequest request = start.request();
    SnapshotRecipe.check(request.spec(), request.place());
    String key = key(request, declared);
    SnapshotUse use =
        new SnapshotUse(
            key,
            declared.state(),
            distrusted.contains(key) ? null : store.find(key, declared.state()).orElse(null));
    start.of(use);
    if (use.snapshot() != null) {
      start.life().tell("starts from snapshot " + SnapshotStore.name(key));
    }
    return use.imageOr(declared);
  }

  private String key(StartRequest request, FoundImage declared) {
    String text = SnapshotRecipe.text(request, engine);
    return Digest.of(String.join("\n", FORMAT, declared.state().id(), text));
  }

  /**
   * Starts a container, without a snapshot if it does not come to be ready from one; where
   * snapshots are made, that one is removed, and made anew.
   *
   * @param starter does a start
   * @param another begins one more
   */
  StartedContainer start(
      Start first, Function<Start, StartedContainer> starter, Supplier<Start> another) {
    try {
      return told(first, starter.apply(first));
    } catch (ContainerStartException failure) {
      if (!mayBeOfTheSnapshot(failure, first)) {
        throw failure;
      }
      distrust(first, failure);
      Start second = another.get();
      try {
        return told(second, starter.apply(second));
      } catch (ContainerStartException last) {
        last.addSuppressed(failure);
        throw last;
      }
    }
  }

  private static boolean mayBeOfTheSnapshot(ContainerStartException failure, Start start) {
    return start.isFromSnapshot()
        && OF_THE_IMAGE.contains(failure.phase())
        && !start.life().hasBeenReady()
        && !Thread.currentThread().isInterrupted();
  }

  private void distrust(Start start, ContainerStartException failure) {
    SnapshotUse use = Objects.requireNonNull(start.snapshot());
    start.life().triedAgain();
    LOG.warn(
        "{} did not start from its snapshot, which is used no more, and starts without: {}",
        start.request().place(),
        failure.getMessage());
    distrusted.add(use.key());
    if (areMade) {
      store.remove(Objects.requireNonNull(use.snapshot()).id());
    }
  }

  private StartedContainer told(Start start, StartedContainer container) {
    SnapshotUse use = Objects.requireNonNull(start.snapshot());
    if (use.snapshot() != null) {
      inventory.records().used(use.key());
    } else if (areMade) {
      wishes.put(use.key(), new Wish(start.request(), use));
    }
    return container;
  }

  /**
   * Makes the snapshots that were not there, and keeps within the limits. What can't be made is
   * told, and fails nothing.
   *
   * @param starter starts a container in the session
   */
  void makeAll(Function<StartRequest, StartedContainer> starter) {
    if (!areMade || Thread.currentThread().isInterrupted()) {
      return;
    }
    SnapshotMaker maker = new SnapshotMaker(engine, store, starter);
    wishes.values().forEach(wish -> make(wish, maker));
    wishes.clear();
    try {
      limits().keep(inventory, engine.info().time());
    } catch (MayflyException e) {
      LOG.debug("Snapshots are not counted", e);
    }
  }

  private SnapshotLimits limits() {
    return new SnapshotLimits(
        settings.snapshotsAtMost(), settings.snapshotBytes(), settings.snapshotAge());
  }

  private void make(Wish wish, SnapshotMaker maker) {
    try {
      inventory.records().alone(wish.use().key(), () -> makeUnlessThere(wish, maker));
    } catch (MayflyException e) {
      LOG.warn(
          "No snapshot of {}, so that the next run starts it as this one did: {}",
          wish.request().place(),
          secrets.mask(String.valueOf(e.getMessage())));
    }
  }

  /** Another JVM may have made it since. */
  private void makeUnlessThere(Wish wish, SnapshotMaker maker) {
    SnapshotUse use = wish.use();
    if (store.find(use.key(), use.parent()).isEmpty()) {
      maker.make(wish.request(), use);
    }
  }
}
