/**
 * Containers for JUnit Jupiter: one annotation on what a test needs.
 *
 * <p>{@link dev.mayfly.junit.Container} is all that most tests name. Behind it {@link
 * dev.mayfly.junit.MayflyExtension} tells when what happens; {@code Scope} is the lifetime that a
 * test class or a test gives its containers, and the place to read on.
 */
@NullMarked
package dev.mayfly.junit;

import org.jspecify.annotations.NullMarked;
