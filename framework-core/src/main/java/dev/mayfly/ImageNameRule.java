package dev.mayfly;

/**
 * Chooses under which name images are asked for, for all containers, bases of builds and services
 * of Compose files: for rules that the settings {@code mayfly.images.mirror.NAME} and {@code
 * mayfly.images.prefix} can't say. Found by {@link java.util.ServiceLoader}; of several each gets
 * what the one before it returned, in the order of their classes' names, and the settings count for
 * what the last one returned.
 *
 * <p>Images that were built on the engine, and ids, are not asked about. It is called by several
 * threads at once, has to return the same name each time, and may not ask the engine.
 */
@FunctionalInterface
public interface ImageNameRule {

  /**
   * The name to ask for.
   *
   * @param name as the container's description or the rule before has it
   * @return the same if the rule has nothing to say of it
   */
  ImageName apply(ImageName name);
}
