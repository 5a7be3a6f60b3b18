package dev.mayfly.engine;

import java.util.Set;

/**
 * An engine's part in a cluster whose engines can have networks in common, such as Docker's swarm.
 *
 * @param id the engine's in its cluster
 * @param isManager whether the cluster's networks can be made there
 * @param managers the ids of the cluster's managers, as the engine knows them
 */
public record ClusterNode(String id, boolean isManager, Set<String> managers) {

  public ClusterNode {
    managers = Set.copyOf(managers);
  }

  /** Whether another one is of the same cluster. */
  public boolean isWith(ClusterNode other) {
    return id.equals(other.id)
        || managers.contains(other.id)
        || other.managers.contains(id)
        || managers.stream().anyMatch(other.managers::contains);
  }
}
