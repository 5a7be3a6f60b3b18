package dev.mayfly.elasticsearch;

/**
 * What fills a node whose state is then kept, such as with indices that all tests search.
 *
 * @param <N> the node's handle
 */
@FunctionalInterface
public interface NodeFilling<N> {

  /**
   * Fills it. What it has put can be searched afterwards, whether or not it asks for that.
   *
   * @param node good during this call
   * @throws Exception if it can't be filled; then the start fails with this
   */
  void fill(N node) throws Exception;
}
