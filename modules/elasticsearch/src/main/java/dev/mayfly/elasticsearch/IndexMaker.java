package dev.mayfly.elasticsearch;

import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceNames;
import java.io.IOException;
import java.util.List;

/**
 * Gives out names that indices begin with, and deletes what then begins with them. Thread-safe; no
 * connection is kept.
 *
 * <p>Names contain the run. What a killed run left in a node that outlives it stays there under
 * names that nobody uses any more.
 */
final class IndexMaker implements SliceMaker<SearchIndices> {

  private final NodeInterface node;
  private final SliceNames names;

  IndexMaker(RunningContainer container, String run) {
    this.node = new NodeInterface(container);
    this.names = SliceNames.of(run, '-');
  }

  @Override
  public String make(SearchIndices description) {
    return names.next();
  }

  /** By name, since nodes refuse to delete what a pattern matches. */
  @Override
  public void drop(String name) throws IOException {
    List<String> indices =
        node.ask("GET", "/_cat/indices/" + name + "-*?h=index&expand_wildcards=all")
            .lines()
            .toList();
    for (String index : indices) {
      node.ask("DELETE", "/" + index.strip());
    }
  }
}
