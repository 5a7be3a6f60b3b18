/** Tests as a user of Mayfly would write them, one class a feature. */
@NullMarked
package dev.mayfly.samples;

import org.jspecify.annotations.NullMarked;
