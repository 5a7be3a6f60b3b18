package dev.mayfly;

/**
 * What is done at a moment of a container's life; see {@link ContainerSpec#when}.
 *
 * <p>Specs are compared by their hooks too, so make a hook a record.
 */
@FunctionalInterface
public interface LifecycleHook {

  /**
   * Does it, on a thread of Mayfly's.
   *
   * @throws Exception if it can't be done
   */
  void at(Occasion occasion) throws Exception;
}
