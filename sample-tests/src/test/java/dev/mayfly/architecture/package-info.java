/** The rules that Mayfly's own code keeps, checked on the compiled classes. */
@NullMarked
package dev.mayfly.architecture;

import org.jspecify.annotations.NullMarked;
