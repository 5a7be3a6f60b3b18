/** The scenarios, a class each. */
@NullMarked
package dev.mayfly.bench.runner.scenario;

import org.jspecify.annotations.NullMarked;
