package dev.mayfly.elasticsearch;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.Slice;
import dev.mayfly.SliceSlot;
import dev.mayfly.arguments.Given;
import java.net.URI;

/**
 * Indices of its own for a test, in an {@link ElasticsearchContainer} or {@link
 * OpenSearchContainer} that many tests share: their names begin with what no other test has. They
 * are deleted when the test is over.
 *
 * <p>The node does not enforce it: a search in several indices should begin their pattern with
 * {@link #name}. Templates, pipelines and settings of the cluster are not kept apart. Thread-safe.
 */
@CheckReturnValue
public final class SearchIndices implements Slice {

  private final SliceSlot slot = SliceSlot.of();

  private SearchIndices() {}

  /** No indices but those that clients make. */
  public static SearchIndices of() {
    return new SearchIndices();
  }

  @Override
  public SliceSlot slot() {
    return slot;
  }

  /**
   * What the node knows the test's index under.
   *
   * @throws IllegalArgumentException if no index can be called so
   */
  public String index(String name) {
    if (!Given.name(name, "index").matches("[a-z0-9._-]{1,200}")) {
      throw new IllegalArgumentException(
          Given.quoted(name)
              + " can't be an index's name; use up to 200 of a-z, 0-9, \".\", \"_\" and \"-\".");
    }
    return name() + "-" + name;
  }

  /** A pattern that all indices of the test match, and no other's. */
  public String pattern() {
    return name() + "-*";
  }

  /** {@code http://host:port} for this JVM, or {@code https}, as the container's own. */
  public URI url() {
    return Node.url(container().spec(), container().address(Node.PORT));
  }

  /** {@code http://alias:9200} for containers on the same network, or {@code https}. */
  public URI networkUrl() {
    return Node.url(container().spec(), container().networkAddress(Node.PORT));
  }
}
