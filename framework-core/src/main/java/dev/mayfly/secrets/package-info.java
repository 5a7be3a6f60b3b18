/**
 * Keeps secrets out of what people and files get to see: the one place that knows what a secret is.
 */
@NullMarked
package dev.mayfly.secrets;

import org.jspecify.annotations.NullMarked;
