package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import dev.mayfly.engine.ContainerState;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a snapshot: starts a container that no test has seen, stops it in good order, and lets the
 * engine make an image of it.
 */
final class SnapshotMaker {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.snapshots");

  /** A database may have much to write. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** Ends by the signals that ask for one; a JVM tells its own so. */
  private static final Set<Integer> GOOD = Set.of(0, 130, 143);

  private final ContainerEngine engine;
  private final SnapshotStore store;
  private final Function<StartRequest, StartedContainer> starter;

  /**
   * @param starter starts a container, in the session
   */
  SnapshotMaker(
      ContainerEngine engine,
      SnapshotStore store,
      Function<StartRequest, StartedContainer> starter) {
    this.engine = engine;
    this.store = store;
    this.starter = starter;
  }

  /**
   * Makes one.
   *
   * @param request the declared container's
   * @throws MayflyException if it can't be made; nothing is left then
   */
  void make(StartRequest request, SnapshotUse use) {
    long began = System.nanoTime();
    String image = request.spec().image().describe();
    LOG.info("Making a snapshot of {}, {}, for the next run", request.place(), image);
    StartedContainer container = starter.apply(SnapshotRecipe.of(request));
    try {
      container.stop(GRACE);
      requireGoodEnd(engine.inspectContainer(container.id()));
      store.make(container.id(), use, image, request.place());
    } finally {
      container.close();
    }
    LOG.info(
        "The next run's {} starts from {}, which took {} s to make",
        request.place(),
        SnapshotStore.name(use.key()),
        Math.round((System.nanoTime() - began) / 1e8) / 10.0);
  }

  private static void requireGoodEnd(ContainerState ended) {
    if (ended.oomKilled() || !GOOD.contains(ended.exitCode())) {
      throw new MayflyException(
          "It did not stop in good order (exit code "
              + ended.exitCode()
              + (ended.exitCode() == 137 ? ", killed" : "")
              + "), so that its data may be in need of repair.");
    }
  }
}
