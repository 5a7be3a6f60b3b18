/** Five classes with containers of their own, and five that share an imported configuration. */
@NullMarked
package dev.mayfly.bench.spring.testcontainers;

import org.jspecify.annotations.NullMarked;
