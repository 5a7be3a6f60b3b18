package dev.mayfly.runtime;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.ContainerEngine;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier runs left of a declaration that is described otherwise now: it is told what is
 * different, and removed.
 *
 * @param build the session of both
 */
record Predecessors(BuildSession build, ContainerEngine engine) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.build");

  /**
   * Replaces them; to be called under no lock. What can't be removed now goes with its time.
   *
   * @return what is different, in one line; empty if there are none
   */
  String replace(Identity identity, StartRequest request) {
    BuildFolder folder = build.registry().folder();
    String place = ReadyMark.place(request);
    if (folder.ready(identity.key()).filter(mark -> mark.places().contains(place)).isPresent()) {
      return ""; // it is what it was
    }
    String difference = "";
    for (Map.Entry<String, ReadyMark> other : folder.allReady().entrySet()) {
      ReadyMark mark = other.getValue();
      if (build.isOf(mark) && build.isOfEarlierRun(mark) && mark.places().contains(place)) {
        difference = build.fingerprint(identity, request).differenceTo(mark.fingerprint());
        LOG.info("{}: not reused: {}", request.place(), difference);
        remove(other.getKey(), place);
      }
    }
    return difference;
  }

  private void remove(String key, String place) {
    try {
      boolean isRemoved =
          new IdleContainer(engine, build.registry(), key)
              .removeIf(mark -> isLast(key, mark, place));
      LOG.debug("{} {}", key, isRemoved ? "is removed" : "is left to others");
    } catch (MayflyException e) {
      LOG.info("What {} was before stays for now: {}", place, e.getMessage());
    }
  }

  /** Whether it is asked for nowhere else. */
  private boolean isLast(String key, ReadyMark mark, String place) {
    ReadyMark rest = mark.without(place);
    if (!rest.places().isEmpty()) {
      build.registry().folder().ready(key, rest);
    }
    return rest.places().isEmpty();
  }
}
