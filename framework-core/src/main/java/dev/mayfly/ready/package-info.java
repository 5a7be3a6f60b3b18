/**
 * Readiness: one look at a container that answers "ready" or says what it saw instead.
 *
 * <p>A {@link dev.mayfly.ready.Readiness} keeps nothing and polls nothing, so it can be shared
 * between threads; one loop in the runtime asks it again and again. {@link
 * dev.mayfly.ready.ReadyWhen} holds the ready-made ones.
 */
@NullMarked
package dev.mayfly.ready;

import org.jspecify.annotations.NullMarked;
