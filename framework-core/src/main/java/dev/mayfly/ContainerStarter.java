package dev.mayfly;

/**
 * Creates and starts a container of a session in its own way, as another library does; for those
 * who let Mayfly and such a library work together.
 *
 * @param <S> what describes it: {@link ContainerSpec}
 * @see ContainerSpec#startedBy
 */
@FunctionalInterface
public interface ContainerStarter<S> {

  /**
   * Starts the container and returns when it is ready. If it throws, what it created is removed.
   *
   * @param start what the container has to be given
   */
  void start(ForeignStart<S> start);
}
