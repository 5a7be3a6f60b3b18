/**
 * The port through which everything else talks to a container engine: {@link
 * dev.mayfly.engine.ContainerEngine} and the records that it speaks.
 *
 * <p>For those who write an adapter to an engine. An engine need not be on this machine, need not
 * know a container's address before its start, and may be a cluster.
 */
@NullMarked
package dev.mayfly.engine;

import org.jspecify.annotations.NullMarked;
