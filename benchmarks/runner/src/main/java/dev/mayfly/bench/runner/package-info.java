/** Runs scenarios side by side, in turn, and reports what they took. */
@NullMarked
package dev.mayfly.bench.runner;

import org.jspecify.annotations.NullMarked;
