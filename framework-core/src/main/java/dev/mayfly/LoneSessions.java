package dev.mayfly;

/**
 * Opens a session for one handle that neither a test nor a session has; for Mayfly's own parts,
 * which find it by {@link java.util.ServiceLoader}, since handles know no sessions.
 */
public interface LoneSessions {

  /**
   * A container that runs in a session of its own.
   *
   * @param end removes all that the session has; twice is no harm
   */
  record Lone(RunningContainer container, Runnable end) {}

  /**
   * Starts a container and waits until it is ready.
   *
   * @param type the handle's, which the container is named after
   * @throws ContainerStartException if it does not come to be ready; nothing is left then
   */
  Lone start(ContainerSpec spec, String type);
}
