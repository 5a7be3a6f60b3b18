/** How the JVMs of one machine know each other, take turns, and leave files for each other. */
@NullMarked
package dev.mayfly.process;

import org.jspecify.annotations.NullMarked;
