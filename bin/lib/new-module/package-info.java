/** @Name@ for tests: {@link dev.mayfly.@name@.@Name@Container}. */
@NullMarked
package dev.mayfly.@name@;

import org.jspecify.annotations.NullMarked;
