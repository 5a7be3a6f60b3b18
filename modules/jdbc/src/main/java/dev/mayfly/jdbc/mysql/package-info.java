/**
 * What MySQL and MariaDB have in common: how their images are told who connects, when they are
 * ready, and how a schema is copied. For the modules of the two; tests have no need of it.
 */
@NullMarked
package dev.mayfly.jdbc.mysql;

import org.jspecify.annotations.NullMarked;
