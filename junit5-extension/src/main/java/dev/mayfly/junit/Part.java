package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.ContainerSpec;

/**
 * What is known of a declared container before it has a place on a network.
 *
 * @param spec the handle's description and what the annotation adds to it
 */
record Part(Declaration declaration, ContainerHandle handle, ContainerSpec spec) {

  /** Whether it meets others on a lane, and not on networks that were chosen for it. */
  boolean isOnLane() {
    return spec.networks().isEmpty();
  }
}
