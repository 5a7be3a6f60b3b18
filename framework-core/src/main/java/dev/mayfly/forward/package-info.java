/**
 * Addresses of this JVM that lead to a container wherever its ports are mapped now, and the way
 * from containers to servers of this machine.
 *
 * <p>{@code StableAddress} is one container's: a listening {@code LocalPort} for each of its ports,
 * whose {@code Link}s carry bytes both ways, disturbed by {@code Disturbances} if a test wants so.
 * {@code HostRelay} talks in {@code RelayFrame}s with a relay, which takes connections beside the
 * containers; a {@code RelayedConnection} is one of them.
 */
@NullMarked
package dev.mayfly.forward;

import org.jspecify.annotations.NullMarked;
