package dev.mayfly.report;

import java.time.Instant;

/**
 * Something that happened to a container after its start.
 *
 * @param what such as {@code stopped}
 * @param by the name of the thread that did it
 */
record Fact(Instant at, String what, String by) {}
