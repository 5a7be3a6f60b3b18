/**
 * Sessions: starting containers, waiting until they are ready, and leaving nothing behind.
 *
 * <p>{@code Containers} is the way in. {@code StartSequence} is the whole story of a start, from
 * top to bottom.
 */
@NullMarked
package dev.mayfly.runtime;

import org.jspecify.annotations.NullMarked;
