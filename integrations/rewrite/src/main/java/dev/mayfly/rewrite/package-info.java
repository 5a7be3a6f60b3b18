/** Moves projects from Testcontainers to Mayfly: recipes of OpenRewrite. */
@NullMarked
package dev.mayfly.rewrite;

import org.jspecify.annotations.NullMarked;
