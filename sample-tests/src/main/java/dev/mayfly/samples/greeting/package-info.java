/** A small service, which samples run as a container of its own classes. */
@NullMarked
package dev.mayfly.samples.greeting;

import org.jspecify.annotations.NullMarked;
