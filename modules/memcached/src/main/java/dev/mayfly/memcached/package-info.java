/** Memcached for tests: {@link dev.mayfly.memcached.MemcachedContainer}. */
@NullMarked
package dev.mayfly.memcached;

import org.jspecify.annotations.NullMarked;
