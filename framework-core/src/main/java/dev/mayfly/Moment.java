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

  /** The container is about to be stopped or removed; its process still runs. */
  STOPPING,

  /** The container was stopped or removed. */
  STOPPED,

  /** A start failed after the container was created; it is still there. */
  FAILED
}
