/**
 * Checks what users give before anything is made of it, and shows it in messages as it can be
 * shown; and knows what a container is called by others: for Mayfly and its modules.
 */
@NullMarked
package dev.mayfly.arguments;

import org.jspecify.annotations.NullMarked;
