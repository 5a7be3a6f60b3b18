package dev.mayfly;

/** When a {@link LifecycleHook} runs, in the order of a container's life. */
public enum Moment {

  /** The container was created and its files are in it; its process has not run yet. */
  CREATED,

  /** The process is about to be started, for the first time or again. */
  STARTING,

  /** The process runs; whether it is ready was not asked yet. */
  STARTED,

  /** The container is ready. */
  READY,

  /**
   * A container of scope {@code BUILD} that was left by a run which is over is ready, and nobody of
   * the next run has it yet: the moment to wipe what tests have stored. A hook that fails lets a
   * new container take its place.
   */
  REUSED,

  /** The container is about to be stopped or removed; its process still runs. */
  STOPPING,

  /** The container was stopped or removed. */
  STOPPED,

  /** A start failed after the container was created; it is still there. */
  FAILED
}
