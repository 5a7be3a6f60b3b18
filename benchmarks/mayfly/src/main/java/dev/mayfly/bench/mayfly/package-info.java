/** Mayfly's side. */
@NullMarked
package dev.mayfly.bench.mayfly;

import org.jspecify.annotations.NullMarked;
