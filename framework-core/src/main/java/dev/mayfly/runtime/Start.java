package dev.mayfly.runtime;

import dev.mayfly.ContainerStartException.Phase;
import dev.mayfly.ImageName;
import dev.mayfly.report.Life;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far one start has come, and how long each phase took. Used by one thread, but for the
 * container's id, which another may tell and ask.
 */
final class Start {

  private final StartRequest request;
  private final Life life;
  private final int attempt;
  private final List<Runnable> taken = new CopyOnWriteArrayList<>();
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private Phase phase = Phase.IMAGE;
  private volatile @Nullable String containerId;
  private @Nullable FoundImage image;
  private String runningImage = "";
  private HostAccess host = HostAccess.NONE;
  private volatile boolean isAnothers;
  private @Nullable SnapshotUse snapshot;

  Start(StartRequest request, Life life) {
    this(request, life, 1);
  }

  /**
   * @param attempt which of those it is that the description allows, from 1
   */
  Start(StartRequest request, Life life, int attempt) {
    this.request = request;
    this.life = life;
    this.attempt = attempt;
  }

  /** Whether no other one follows if it fails. */
  boolean isLast() {
    return attempt == attempts() && !isFromSnapshot() && !request.ahead();
  }

  /** Its container's state is one of which there may be a snapshot. */
  void of(SnapshotUse use) {
    snapshot = use;
  }

  /** What it has to do with snapshots; null for nothing. */
  @Nullable SnapshotUse snapshot() {
    return snapshot;
  }

  /** Whether its container begins in a state that an earlier run has kept. */
  boolean isFromSnapshot() {
    SnapshotUse use = snapshot;
    return use != null && use.snapshot() != null;
  }

  /** Which of those it is that the description allows, from 1. */
  int number() {
    return attempt;
  }

  /** Which of several it is, for messages; of the only one there is nothing to say. */
  String attempt() {
    return attempts() == 1 ? "" : attempt + " of " + attempts();
  }

  /** What something else starts is started once. */
  private int attempts() {
    return request.spec().starter() == null ? request.spec().startAttempts() : 1;
  }

  /** Does one phase. If it fails, the phase stays the one that the start had come to. */
  <T extends @Nullable Object> T in(Phase next, Supplier<T> work) {
    phase = next;
    long begin = System.nanoTime();
    life.begins(next);
    try {
      return work.get();
    } finally {
      nanos.merge(next, System.nanoTime() - begin, Long::sum);
      life.ends(next);
    }
  }

  void run(Phase next, Runnable work) {
    in(
        next,
        () -> {
          work.run();
          return null;
        });
  }

  /** How its container will reach this JVM's machine. */
  void reaches(HostAccess way) {
    host = way;
  }

  HostAccess host() {
    return host;
  }

  StartRequest request() {
    return request;
  }

  /** Where it is written down for the run's report. */
  Life life() {
    return life;
  }

  Phase phase() {
    return phase;
  }

  /** How long the phases that were reached took, in milliseconds. */
  Map<Phase, Long> millis() {
    Map<Phase, Long> millis = new EnumMap<>(Phase.class);
    nanos.forEach((reached, time) -> millis.put(reached, time / 1_000_000));
    return millis;
  }

  /** How long it took, the image left out, which a budget does not count. */
  Duration withoutImage() {
    long sum = nanos.values().stream().mapToLong(Long::longValue).sum();
    return Duration.ofNanos(sum - nanos.getOrDefault(Phase.IMAGE, 0L));
  }

  /** The start has taken something of this machine's. */
  void took(Runnable givingBack) {
    taken.add(givingBack);
  }

  /** The start has failed, or its container is not needed any more. */
  void giveBack() {
    taken.forEach(Runnable::run);
    taken.clear();
  }

  void found(FoundImage known) {
    image = known;
    if (request.spec().image() instanceof ImageName) { // others are made anew for each run
      life.found(imageIdentity());
    }
  }

  /** By what the image can be told from others of its name; empty if unknown. */
  String imageIdentity() {
    FoundImage known = image;
    return known == null ? "" : known.identity();
  }

  /** The name that took the place of the image's own, in words; empty if none did. */
  String imageRenaming() {
    FoundImage known = image;
    return known == null ? "" : known.renaming();
  }

  /** What its container was made of, by the engine's id. */
  void runs(String imageId) {
    runningImage = imageId;
  }

  String runningImage() {
    return runningImage;
  }

  void created(String id) {
    containerId = id;
    life.created(id);
  }

  /** The container is another start's, which ends it: this one stands for it, and leaves it. */
  void isAnothers(boolean is) {
    isAnothers = is;
  }

  boolean isAnothers() {
    return isAnothers;
  }

  /** The engine's id, if the container was created. */
  @Nullable String containerId() {
    return containerId;
  }
}
