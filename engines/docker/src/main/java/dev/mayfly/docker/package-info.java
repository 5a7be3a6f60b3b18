/**
 * The adapter to engines that speak the Docker Engine API: where to find one, how to talk to it,
 * and how its answers become ours.
 *
 * <p>{@code DockerEngine} is the way in; nothing else here is public.
 */
@NullMarked
package dev.mayfly.docker;

import org.jspecify.annotations.NullMarked;
