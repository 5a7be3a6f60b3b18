/**
 * Starts the services of Compose files in sessions of Mayfly; {@link
 * dev.mayfly.compose.ComposeProject} is what users name.
 */
@org.jspecify.annotations.NullMarked
package dev.mayfly.compose;
