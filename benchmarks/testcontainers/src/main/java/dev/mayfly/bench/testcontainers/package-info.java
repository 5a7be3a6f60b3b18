/** Testcontainers' side. */
@NullMarked
package dev.mayfly.bench.testcontainers;

import org.jspecify.annotations.NullMarked;
