package dev.mayfly;

/**
 * Makes and drops the slices of one running container.
 *
 * <p>A test run opens one for each container that slices are asked of, and closes it before the
 * container is removed. What the container holds besides is left alone. All methods may be called
 * by several threads at once, and none needs to be quick: slices are prepared ahead and dropped in
 * the background.
 *
 * @param <S> the type of slices
 */
public interface SliceMaker<S extends Slice> extends AutoCloseable {

  /**
   * What a fresh slice would hold. Slices of equal content can stand in for each other, so that
   * some are prepared ahead. Include the content of files, not their names. All slices of a service
   * that begin empty are alike, which is what this says unless a maker says more.
   *
   * @throws RuntimeException if the description can't be made, such as for a missing file
   */
  default Object content(S description) {
    return "empty";
  }

  /**
   * Makes a fresh slice, and returns its name; of a slice that can't be made, nothing is left.
   *
   * @throws Exception saying what the service refused, if it did
   */
  String make(S description) throws Exception;

  /**
   * Whether a slice that was made ahead is still there, asked just before a test gets it. A service
   * that loses slices when it is started again has to look; one that keeps them need not.
   *
   * @throws Exception if the service can't be asked; the slice then counts as lost
   */
  default boolean isThere(String name) throws Exception {
    return true;
  }

  /**
   * Drops a slice with all that it holds, whoever uses it still.
   *
   * @throws Exception saying what the service refused, if it did
   */
  void drop(String name) throws Exception;

  /** Gives back what the maker itself keeps, such as connections; one that keeps none need not. */
  @Override
  default void close() {}
}
