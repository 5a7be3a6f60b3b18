/**
 * Sessions: starting containers, waiting until they are ready, and leaving nothing behind.
 *
 * <p>{@code Containers} is the way in for programs, {@code Orchestrator} for those who decide when
 * containers start and who has them. {@code StartSequence} is the whole story of a start, from top
 * to bottom.
 */
@NullMarked
package dev.mayfly.runtime;

import org.jspecify.annotations.NullMarked;
