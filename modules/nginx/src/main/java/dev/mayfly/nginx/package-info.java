/** nginx for tests: {@link dev.mayfly.nginx.NginxContainer}. */
@NullMarked
package dev.mayfly.nginx;

import org.jspecify.annotations.NullMarked;
