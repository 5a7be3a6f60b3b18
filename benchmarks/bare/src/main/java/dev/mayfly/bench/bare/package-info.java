/** The side that calls the engine by hand. */
@NullMarked
package dev.mayfly.bench.bare;

import org.jspecify.annotations.NullMarked;
