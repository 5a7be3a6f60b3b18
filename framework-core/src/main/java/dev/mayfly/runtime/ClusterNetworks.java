package dev.mayfly.runtime;

import dev.mayfly.NetworkSpec;
import dev.mayfly.engine.ClusterNode;
import java.util.function.Function;

/**
 * The networks that a session's parts on engines of one cluster have in common: for each network of
 * the session one more, over all engines, on which containers have the same names. They are the
 * manager's: its part makes them, and removes them after all others have ended. So does its reaper,
 * which tries again as long as containers of the other engines are there.
 *
 * @param making makes one there, or says its id if it was made before
 * @param node the manager's engine
 */
record ClusterNetworks(Function<NetworkSpec, String> making, ClusterNode node) {

  private static final String DRIVER = "overlay";

  /** The cluster's id of what a network is on all of its engines; it exists afterwards. */
  String id(NetworkSpec network) {
    return making.apply(overAll(network));
  }

  private static NetworkSpec overAll(NetworkSpec network) {
    NetworkSpec over = NetworkSpec.of(network.name()).driver(DRIVER);
    return network.internal() ? over.isolated() : over;
  }
}
