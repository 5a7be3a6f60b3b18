package dev.mayfly.elasticsearch;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;
import dev.mayfly.LifecycleHook;
import dev.mayfly.Occasion;
import dev.mayfly.RunningContainer;
import dev.mayfly.SnapshotSpec;
import dev.mayfly.arguments.Given;
import java.util.function.Function;

/**
 * Fills a node that did not start from a snapshot, so that tests find in it what they find in one
 * that did.
 *
 * <p>A node writes all that it has to its disk when it is stopped, in {@code data} below its home,
 * which is no volume: neither Elastic's Dockerfile, {@code distribution/docker/src/docker}, nor
 * OpenSearch's, {@code opensearch-build/docker/release}, says one.
 *
 * @param handle makes one of a description
 * @param filling what fills the node
 */
record Filled<N extends ContainerHandle>(Function<ContainerSpec, N> handle, NodeFilling<N> filling)
    implements LifecycleHook {

  Filled {
    Given.value(filling, "snapshot's filling");
  }

  /**
   * The description with a snapshot that holds what the filling makes.
   *
   * @param key stands for what it does
   */
  ContainerSpec addTo(ContainerSpec spec, String key) {
    return spec.snapshot(SnapshotSpec.of().version(key), this);
  }

  /** After a start an index shows all that is in it at once, and otherwise a second later. */
  @Override
  public void at(Occasion occasion) throws Exception {
    RunningContainer container = occasion.container();
    N node = handle.apply(container.spec());
    node.slot().bind(this, () -> container);
    try {
      filling.fill(node);
    } finally {
      node.slot().unbind(this);
    }
    new NodeInterface(container).ask("POST", "/_refresh");
  }
}
