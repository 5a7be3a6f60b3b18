/** Mayfly's own share of a start, without an engine. */
@NullMarked
package dev.mayfly.bench.hotpaths;

import org.jspecify.annotations.NullMarked;
