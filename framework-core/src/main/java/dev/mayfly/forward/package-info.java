/**
 * Addresses of this JVM that lead to a container wherever its ports are mapped now.
 *
 * <p>{@code StableAddress} is one container's: a listening {@code LocalPort} for each of its ports,
 * whose {@code Link}s carry bytes both ways, disturbed by {@code Disturbances} if a test wants so.
 */
@NullMarked
package dev.mayfly.forward;

import org.jspecify.annotations.NullMarked;
