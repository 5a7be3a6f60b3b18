package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;

/**
 * Lets fields of another library's type be declared with {@link Container}; found by {@link
 * java.util.ServiceLoader} on the class path.
 *
 * <p>Implementations have a public constructor without parameters. One is made for each run.
 */
public interface HandleProvider {

  /** Whether a type is that library's. */
  boolean knows(Class<?> type);

  /**
   * What stands for the value of a field: each time the same for the same object. Its description
   * says who starts it: {@link dev.mayfly.ContainerSpec#startedBy}.
   *
   * @throws IllegalArgumentException if that object can't be used; the message says why
   */
  ContainerHandle handle(Object value);
}
