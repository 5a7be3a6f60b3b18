/** How the JVMs of one machine know each other, and take turns. */
@NullMarked
package dev.mayfly.process;

import org.jspecify.annotations.NullMarked;
