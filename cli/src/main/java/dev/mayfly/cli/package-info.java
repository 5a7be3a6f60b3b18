/**
 * The command {@code mayfly}, for people: each class is one of its commands, or what they share.
 */
@NullMarked
package dev.mayfly.cli;

import org.jspecify.annotations.NullMarked;
