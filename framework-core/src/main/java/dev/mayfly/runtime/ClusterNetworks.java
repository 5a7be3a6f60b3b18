package dev.mayfly.runtime;

import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ClusterNode;

/**
 * The networks that a session's parts on engines of one cluster have in common: for each network of
 * the session one more, over all engines, on which containers have the same names. They are the
 * manager's: its part makes them, and removes them after all others have ended. So does its reaper,
 * which tries again as long as containers of the other engines are there.
 *
 * @param manager the part that makes them
 * @param node its engine
 */
record ClusterNetworks(EngineSession manager, ClusterNode node) {

  private static final String DRIVER = "overlay";

  /** The cluster's id of what a network is on all of its engines; it exists afterwards. */
  String id(NetworkSpec network) {
    return manager.id(overAll(network));
  }

  private static NetworkSpec overAll(NetworkSpec network) {
    NetworkSpec over = NetworkSpec.of(network.name()).driver(DRIVER);
    return network.internal() ? over.isolated() : over;
  }
}
