package dev.mayfly;

import dev.mayfly.arguments.Given;

/**
 * A limit on a resource of the container's processes.
 *
 * @param name the kernel's name without the prefix, such as {@code nofile}
 * @param soft the limit in force
 * @param hard the limit up to which processes may raise it
 */
public record Ulimit(String name, long soft, long hard) {

  /**
   * Checks name and limits; -1 stands for none.
   *
   * @throws IllegalArgumentException if they can't be a limit
   */
  public Ulimit {
    Given.name(name, "ulimit's name");
    boolean isBounded = hard >= 0;
    if (soft < -1 || hard < -1 || (isBounded && (soft < 0 || soft > hard))) {
      throw new IllegalArgumentException(
          "ulimit \""
              + name
              + "\" can't be "
              + soft
              + " up to "
              + hard
              + ": the first is at most the second; -1 stands for no limit.");
    }
  }
}
