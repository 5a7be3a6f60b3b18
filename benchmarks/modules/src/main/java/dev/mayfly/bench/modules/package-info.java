/** How long modules' services take to be ready, beside what their own logs say. */
@NullMarked
package dev.mayfly.bench.modules;

import org.jspecify.annotations.NullMarked;
