/**
 * The run's report: what happened to which container when, and which tests used it.
 *
 * <p>{@code Journal} is told while things happen; {@code Report} writes it down at the end.
 */
@NullMarked
package dev.mayfly.report;

import org.jspecify.annotations.NullMarked;
