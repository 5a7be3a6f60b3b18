package dev.mayfly;

/**
 * A handle on a service that many tests can share, because each gets a slice of its own: a
 * database, a keyspace, a virtual host, a bucket.
 *
 * <p>A handle offers one type of slices. To offer it, implement this interface with that type
 * itself, as in {@code implements Sliced<PostgresDatabase>}.
 *
 * @param <S> the type of slices
 */
public interface Sliced<S extends Slice> extends ContainerHandle {

  /**
   * Opens a maker of slices in a container of this handle's description.
   *
   * @param container started and ready
   * @param run 12 of the characters 0-9 and a-f that tell this test run from all others. Let the
   *     names of slices contain it, since other JVMs may use the same container.
   */
  SliceMaker<S> slices(RunningContainer container, String run);
}
