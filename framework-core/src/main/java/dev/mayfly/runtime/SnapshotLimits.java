package dev.mayfly.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of snapshots an engine keeps.
 *
 * @param most how many
 * @param bytes how much they may take together, beside the images that they are of
 * @param age how long one stays that is of no use
 */
record SnapshotLimits(int most, long bytes, Duration age) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.snapshots");

  /**
   * Removes what is too old or too much, what was of use last at last. The newest is never too
   * much: it would be made again in each run.
   *
   * @param now by the engine's clock
   */
  void keep(SnapshotInventory snapshots, Instant now) {
    List<KnownSnapshot> all = snapshots.all();
    Instant oldest = now.minus(age);
    long taken = 0;
    int kept = 0;
    for (KnownSnapshot one : all) {
      boolean isTooMuch = kept > 0 && (kept >= most || taken + one.bytes() > bytes);
      boolean isToGo = isTooMuch || one.lastOfUse().isBefore(oldest);
      if (isToGo && snapshots.store().remove(one.imageId())) {
        LOG.info("Removed a snapshot of {}, {}, by mayfly.snapshots", one.place(), one.image());
      } else {
        kept++;
        taken += one.bytes();
      }
    }
    snapshots.records().forgetBefore(oldest);
  }
}
