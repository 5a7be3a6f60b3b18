/** Five classes that share what they declare. */
@NullMarked
package dev.mayfly.bench.spring.mayfly;

import org.jspecify.annotations.NullMarked;
