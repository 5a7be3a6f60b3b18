package dev.mayfly;

/**
 * A handle on a part of a shared service that belongs to one test, or to one class.
 *
 * <p>A module implements this interface by <em>having</em> a {@link SliceSlot}, and adds one method
 * a fact that tests ask for. It has a static factory {@code of()} without parameters, for a slice
 * that is empty.
 */
public interface Slice {

  /** Where the handle finds what was made for the test. */
  SliceSlot slot();

  /**
   * The service's own name of the slice.
   *
   * @throws MayflyException if the test that it was made for is over, or none has begun
   */
  default String name() {
    return slot().made().name();
  }

  /**
   * The container that the slice is in.
   *
   * @throws MayflyException as {@link #name} does
   */
  default RunningContainer container() {
    return slot().made().container();
  }

  /**
   * A copy that holds what these scripts make of it, after those that it has.
   *
   * @throws IllegalArgumentException if slices of this kind run no scripts
   */
  default Slice scripts(FileSource... scripts) {
    throw new IllegalArgumentException(getClass().getSimpleName() + " runs no scripts");
  }
}
